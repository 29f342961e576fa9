/** A page can react while a sign-in is at work. */
import { afterEach, expect, test, vi } from 'vitest';
import { signIn } from '../src/index.ts';
import { userSrpAuth } from '../src/auth-flows/user-srp-auth.ts';
import { machine } from './_handlers.ts';
import { challenge, client, scripted, tokens } from './_scripted.ts';

afterEach(() => vi.unstubAllGlobals());

const login = { client, username: 'real', password: 'pw', authFlow: userSrpAuth };

/** The number of the task that runs. */
function countTasks(): { readonly current: () => number; readonly stop: () => void } {
  let count = 0;
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => {
    count += 1;
    port2.postMessage(undefined);
  });
  port1.start();
  port2.postMessage(undefined);
  return { current: () => count, stop: () => port1.close() };
}

/** In which task each part of a sign-in begins. */
async function tasksOfSignIn(): Promise<Record<'asked' | 'began' | 'received' | 'read', number>> {
  const tasks = countTasks();
  const at = { asked: 0, began: 0, received: 0, read: 0 };
  const { handler } = machine();
  const service = scripted(() => {
    at.received = tasks.current();
    return challenge(handler.name);
  }, tokens());
  at.asked = tasks.current();
  await signIn({
    ...login,
    transport: service.transport,
    handlers: [
      {
        ...handler,
        begin: (context) => {
          at.began = tasks.current();
          return handler.begin!(context);
        },
        read: (received) => {
          at.read = tasks.current();
          return handler.read(received);
        },
      },
    ],
  });
  tasks.stop();
  return at;
}

test('on a page, the start and what is read have tasks of their own', async () => {
  vi.stubGlobal('document', {});
  const { asked, began, received, read } = await tasksOfSignIn();
  expect(began).toBeGreaterThan(asked);
  expect(read).toBeGreaterThan(received);
});

test('what becomes of the options after the call is not meant for it', async () => {
  vi.stubGlobal('document', {});
  const { transport, sent } = scripted(tokens());
  const options = { ...login, handlers: [machine().handler], transport };
  const signingIn = signIn(options);
  Object.assign(options, { username: '', password: '' });
  expect(await signingIn).toMatchObject({ kind: 'signed-in' });
  expect(sent()[0]?.input).toMatchObject({ AuthParameters: { USERNAME: 'real' } });
});

test('elsewhere nothing waits', async () => {
  expect(await tasksOfSignIn()).toEqual({ asked: 0, began: 0, received: 0, read: 0 });
});
