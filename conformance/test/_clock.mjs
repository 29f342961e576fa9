/** A program for the runner that knows how a TIMESTAMP is written, and nothing else. */
import { createInterface } from 'node:readline';

const YEAR_10000_MS = 253_402_300_800_000;

for await (const line of createInterface({ input: process.stdin })) {
  const { id, op, in: input } = JSON.parse(line);
  const answer = op === 'srp.timestamp' ? timestampOf(input.nowMs) : { skip: 'unsupported' };
  console.log(JSON.stringify({ id, ...answer }));
}

function timestampOf(nowMs) {
  if (nowMs < 0 || nowMs >= YEAR_10000_MS) return { error: 'ERR_ARGUMENT' };
  const [weekday, day, month, year, clock] = new Date(nowMs).toUTCString().split(/,? /);
  return { out: { timestamp: [weekday, month, Number(day), clock, 'UTC', year].join(' ') } };
}
