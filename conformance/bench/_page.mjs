/** The page about benchmarks: numbers go in, Markdown comes out. */
import { renderTable } from '../runtimes/_markdown.mjs';

const AMAZON = 'amazon-cognito-identity-js';
const CRYPTO = 'node:crypto';

/** The middle one, and the extremes, of a sorted list. */
export function summarise(milliseconds) {
  const middle = milliseconds.length >> 1;
  const median =
    milliseconds.length % 2 === 1
      ? milliseconds[middle]
      : (milliseconds[middle - 1] + milliseconds[middle]) / 2;
  return { median, minimum: milliseconds[0], maximum: milliseconds.at(-1) };
}

/**
 * @param {{ machine: string, date: string, versions: Record<string, string>, runs: Run[],
 * absent: { name: string, reason: string }[], proofs: object[], pages: object[],
 * browser: string }} report
 */
export function renderPage({ machine, date, versions, runs, absent, proofs, pages, browser }) {
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# Benchmarks

Written by \`npm run bench\`, and by nothing else. ${date}, on ${machine}.

The work of a client in one SRP sign-in: draw a secret, A, x, g^x, S, the key, the signature. In each
runtime everybody runs in one process, in turns, and each proof was accepted by a server before anything
was timed. Compare within a runtime; whole runtimes were measured one after the other, on whatever else the
machine had to do.

Compared: ${peers.join(', ')};
native BigInt with a fixed window of four bits and the same exponents as ours; the powers of \`node:crypto\` (\`createDiffieHellman\` with the group's prime, made
once, outside the clock) with the same exponents. The libraries draw secrets of 1024 bits where ours have 256.

The last two columns are how many times faster than ${AMAZON} that is, and how many times the time of
\`node:crypto\` it takes: the ratio of the medians, and in parentheses that of the fastest. On a machine that is
busy with other things (a load above its number of processors), trust the latter more.

${runs.map(renderRun).join('\n\n')}

${absent.map(({ name, reason }) => `**${name}** was not measured: ${reason}.`).join('\n\n')}

## The first sign-in

In a fresh process of Node ${process.versions.node}, from \`import\` to the first proof, compilation included:

${renderTable(['', 'median', 'fastest – slowest'], proofs.map(renderTimes))}

${renderPages(pages, browser)}`.replace(/\n{3,}/g, '\n\n');
}

function renderRun({ name, results, cryptoName }) {
  const rows = results.map((result) => {
    const [subject, ...times] = renderTimes(result);
    return [
      subject === CRYPTO ? cryptoName : subject,
      ...times,
      renderRatio(findResult(results, AMAZON), result, 1),
      renderRatio(result, findResult(results, CRYPTO), 2),
    ];
  });
  const head = ['', 'median', 'fastest – slowest', `faster than ${AMAZON}`, `of ${CRYPTO}`];
  return `## ${name}\n\n${renderTable(head, rows)}`;
}

function findResult(results, name) {
  return results.find((result) => result.name === name);
}

/** Of the medians, and of the fastest. */
function renderRatio(over, under, digits) {
  if (over === undefined || under === undefined) return '';
  const [left, right] = [over, under].map(({ milliseconds }) => summarise(milliseconds));
  const ratios = [left.median / right.median, left.minimum / right.minimum];
  const [median, fastest] = ratios.map((ratio) => ratio.toFixed(digits));
  return `${median} × (${fastest} ×)`;
}

function renderPages(pages, browser) {
  if (pages.length === 0) return 'No Chromium: no page was measured.\n';
  const rows = pages.map((page) => [
    `${page.slowDown} ×`,
    ...renderTimes(page),
    renderMs(summarise(page.wholeMs).median),
  ]);
  const head = ['slow-down', '', 'longest task, median', 'fastest – slowest', 'whole, median'];
  return `On a fresh page of ${browser}, a whole sign-in against the local pool, the processor slowed down by
DevTools; the longest task of the main thread is how long the page does not react. The whole is from
\`import\` to tokens.

${renderTable(head, rows)}
`;
}

function renderTimes({ name, milliseconds }) {
  const { median, minimum, maximum } = summarise(milliseconds);
  return [name, renderMs(median), `${renderMs(minimum)} – ${renderMs(maximum)}`];
}

function renderMs(milliseconds) {
  return `${milliseconds.toFixed(milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0)} ms`;
}
