import { afterEach, expect, test, vi } from 'vitest';
import { nextTask } from '../src/index.ts';

afterEach(() => vi.unstubAllGlobals());

test('on a page, a task of somebody else comes first', async () => {
  vi.stubGlobal('document', {});
  const order: string[] = [];
  const { port1, port2 } = new MessageChannel();
  const others = new Promise<void>((resolve) => {
    port1.addEventListener('message', () => {
      order.push('others');
      port1.close();
      resolve();
    });
  });
  port1.start();
  port2.postMessage(undefined);
  await nextTask();
  order.push('we');
  await others;
  expect(order).toEqual(['others', 'we']);
});

test.each(['document', 'MessageChannel'])('without %s there is nothing to wait for', (missing) => {
  vi.stubGlobal('document', {});
  vi.stubGlobal(missing, undefined);
  if (missing === 'document') Reflect.deleteProperty(globalThis, missing);
  expect(nextTask()).toBeUndefined();
});
