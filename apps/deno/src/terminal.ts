/**
 * Questions to standard output, answers from standard input, a line each. At a real terminal a
 * secret is not shown while it is typed.
 *
 * @module
 */
declare const Deno: {
  readonly stdin: {
    readonly readable: ReadableStream<Uint8Array>;
    isTerminal(): boolean;
    setRaw(mode: boolean, options?: { readonly cbreak: boolean }): void;
  };
};

export interface Terminal {
  /**
   * @param text - may hold the service's own words. UNTRUSTED: shown without control characters.
   */
  say(text: string): void;
  ask(question: string): Promise<string>;
  askSecret(question: string): Promise<string>;
}

export function createTerminal(): Terminal {
  const lines = readLines(Deno.stdin.readable);

  function say(text: string): void {
    console.log(text.replaceAll(/\p{Cc}/gu, ' '));
  }

  async function ask(question: string): Promise<string> {
    say(question);
    const { value } = await lines.next();
    if (value === undefined) throw new Error('The answers ended here.');
    return value;
  }

  async function askSecret(question: string): Promise<string> {
    if (!Deno.stdin.isTerminal()) return ask(question);
    Deno.stdin.setRaw(true, { cbreak: true });
    try {
      return withoutErased(await ask(question));
    } finally {
      Deno.stdin.setRaw(false);
    }
  }

  return { say, ask, askSecret };
}

/** While nothing is shown, Enter arrives as a carriage return. */
async function* readLines(input: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
  let text = '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of input) {
    text += decoder.decode(chunk, { stream: true });
    const lines = text.split(/\r\n?|\n/);
    text = lines.pop() ?? '';
    yield* lines;
  }
  if (text !== '') yield text;
}

/** And the backspace key as a character of its own. */
function withoutErased(typed: string): string {
  const kept: string[] = [];
  for (const character of typed) {
    if (character === '\u007f' || character === '\b') kept.pop();
    else kept.push(character);
  }
  return kept.join('');
}
