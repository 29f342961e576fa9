/** Somebody with a browser of their own, who uses the page from the keyboard. */
import type { Browser, Page } from 'playwright-core';

/** What reached the wire. */
export interface Call {
  /** The operation, and which flow or challenge. */
  readonly name: string;
  readonly body: string;
}

export interface Visitor {
  readonly page: Page;
  /** Waits for the page to ask this, and for nothing else. */
  asked(title: string): Promise<void>;
  /** Types where the focus is, field by field, and presses Enter. */
  type(...texts: readonly string[]): Promise<void>;
  /** Goes to a button by Tab and presses it. */
  press(button: string): Promise<void>;
  /** What the page announces once it has stopped working. */
  announced(): Promise<string>;
  /** What was sent since this was last asked. */
  sent(): readonly Call[];
  /** What the page wrote to the console, or failed with. */
  complaints(): readonly string[];
}

const PHONE = { width: 390, height: 844 };

export async function visit(browser: Browser, address: string): Promise<Visitor> {
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  // The machine may be busy; the test's own limit is longer still.
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  let calls: Call[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const target = request.headers()['x-amz-target'];
    if (target === undefined) return;
    const body = request.postData() ?? '';
    const { AuthFlow, ChallengeName } = JSON.parse(body) as Record<string, string>;
    const name = [target.split('.')[1], AuthFlow ?? ChallengeName].filter(Boolean).join(' ');
    calls.push({ name, body });
  });
  await page.goto(address);
  return {
    page,
    // The console's own line about a 400 is the browser's; everything else is a complaint.
    complaints: () => complaints.filter((text) => !text.includes('status of 400')),
    async asked(title) {
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > PHONE.width) throw new Error(`${title} is ${width} pixels wide.`);
    },
    async type(...texts) {
      for (const [n, text] of texts.entries()) {
        if (n > 0) await page.keyboard.press('Tab');
        await page.keyboard.type(text);
      }
      await page.keyboard.press('Enter');
    },
    async press(button) {
      const focused = page
        .getByRole('button', { name: button, exact: true })
        .and(page.locator(':focus'));
      for (let tabs = 0; (await focused.count()) === 0; tabs += 1) {
        if (tabs > 9) throw new Error(`Tab does not lead to the button ${button}.`);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
    },
    async announced() {
      const status = page
        .getByRole('status')
        .and(page.locator('[data-kind]:not([data-kind=working])'));
      await status.waitFor({ state: 'attached' });
      return (await status.textContent()) ?? '';
    },
    sent() {
      const sent = calls;
      calls = [];
      return sent;
    },
  };
}

export const namesOf = (calls: readonly Call[]): readonly string[] => calls.map(({ name }) => name);
