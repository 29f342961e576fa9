import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createClackPrompter } from '../src/clack-prompter.ts';
import type { Prompter } from '../src/io.ts';

interface Desk {
  readonly prompter: Prompter;
  readonly screen: () => string;
  readonly keyboard: PassThrough;
  readonly stop: AbortController;
}

function desk(): Desk {
  const keyboard = new PassThrough();
  const output = new PassThrough();
  const written: string[] = [];
  output.on('data', (chunk: Uint8Array) => written.push(new TextDecoder().decode(chunk)));
  const stop = new AbortController();
  return {
    prompter: createClackPrompter({ input: keyboard, output, signal: stop.signal }),
    screen: () => written.join(''),
    keyboard,
    stop,
  };
}

test('a question is answered by what is typed', async () => {
  const { prompter, keyboard, screen } = desk();
  const answer = prompter.ask({ message: 'User name' });
  keyboard.write('jane\r');
  expect(await answer).toBe('jane');
  expect(screen()).toContain('User name');
});

test('a secret does not show', async () => {
  const { prompter, keyboard, screen } = desk();
  const answer = prompter.askSecret({ message: 'Password' });
  keyboard.write('hunter2!\r');
  expect(await answer).toBe('hunter2!');
  expect(screen()).toContain('Password');
  expect(screen()).not.toContain('hunter');
});

test('a complaint is shown, and the question stays', async () => {
  const { prompter, keyboard, screen } = desk();
  const answer = prompter.ask({
    message: 'User name',
    validate: (typed) => (typed === '' ? 'Type something.' : undefined),
  });
  keyboard.write('\r');
  keyboard.write('jane\r');
  expect(await answer).toBe('jane');
  expect(screen()).toContain('Type something.');
});

test.each(['Ctrl+C', 'Ctrl+D', 'a signal'])('%s ends it with an AbortError', async (how) => {
  const { prompter, keyboard, stop } = desk();
  const answer = prompter.ask({ message: 'User name' });
  if (how === 'Ctrl+C') keyboard.write('\u0003');
  else if (how === 'Ctrl+D') keyboard.write('\u0004');
  else stop.abort();
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
});

test('the service cannot write control characters', async () => {
  const { prompter, screen } = desk();
  prompter.warn('No.\u001b]0;owned\u0007');
  expect(screen()).toContain('No.');
  expect(screen()).not.toContain(']0;owned\u0007');
});
