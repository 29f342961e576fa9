import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { describe, expect, test } from 'vitest';
import { createClackPrompter } from '../src/clack-prompter.ts';
import type { Prompter } from '../src/io.ts';

type Screen = Pick<WriteStream, 'columns' | 'rows' | 'getColorDepth'>;

interface Desk {
  readonly prompter: Prompter;
  readonly screen: () => string;
  readonly keyboard: PassThrough;
  readonly stop: AbortController;
}

/** @param screen - what a terminal says of itself. */
function desk(screen: Partial<Screen> = {}): Desk {
  const keyboard = new PassThrough();
  const output = Object.assign(new PassThrough(), screen);
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

test.each([
  { key: 'y', answer: true },
  { key: 'n', answer: false },
  { key: '\r', answer: false },
])('yes or no: $key is $answer', async ({ key, answer }) => {
  const { prompter, keyboard, screen } = desk();
  const confirmed = prompter.confirm('Remember?');
  keyboard.write(key);
  expect(await confirmed).toBe(answer);
  expect(screen()).toContain('Remember?');
});

describe('a QR code', () => {
  const roomy = { columns: 80, rows: 50, getColorDepth: () => 8 };
  const uri = 'otpauth://totp/somebody?secret=JBSWY3DPEHPK3PXP';

  test('is drawn where it can be seen whole', () => {
    const { prompter, screen } = desk(roomy);
    prompter.showQrCode(uri);
    expect(screen()).toContain('█▀▀▀▀▀█');
    expect(screen()).not.toContain(uri);
    expect(screen()).not.toContain('enlarge');
  });

  test('is drawn in a low window, which can be enlarged', () => {
    const { prompter, screen } = desk({ ...roomy, rows: 20 });
    prompter.showQrCode(uri);
    expect(screen()).toContain('█▀▀▀▀▀█');
    expect(screen()).toContain('enlarge');
  });

  test.each([
    { name: 'narrow', screen: { ...roomy, columns: 20 } },
    { name: 'without colours', screen: { ...roomy, getColorDepth: () => 1 } },
    { name: 'no terminal', screen: {} },
  ])('is text where the screen is $name', ({ screen: facts }) => {
    const { prompter, screen } = desk(facts);
    prompter.showQrCode(uri);
    expect(screen()).not.toContain('█');
    expect(screen()).toContain(`\n${uri}\n`);
  });
});
