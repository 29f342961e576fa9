/**
 * The client's arithmetic of one sign-in (A, x, g^x, S, claim), and the server's, side by side with
 * native BigInt square-and-multiply and with amazon-cognito-identity-js, all in this one run.
 *
 * Rounds are interleaved, so that whatever else the machine does, it does to all of them.
 */
import { createRequire } from 'node:module';
import { secureRandom, openSrp } from '../dist/index.js';
import { createPasswordVerifier, openServerSrp } from '../dist/server.js';
import { PRIME_HEX } from '../dist/_group.js';

const WARM_UP = 5;
const ROUNDS = 25;
// A dependency of the conformance folder, not of this package.
const PEER = 'amazon-cognito-identity-js';
const PRIME = BigInt(`0x${PRIME_HEX}`);
const who = {
  poolName: 'AbCdEf123',
  userIdForSrp: 'alice',
  password: 'P@ssw0rd-1',
  saltHex: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
};
const secretBlockBase64 = 'AAECAwQFBgcICQoLDA0ODw==';
const verifierHex = createPasswordVerifier(who);
const { publicBHex } = openServerSrp({ verifierHex, random: secureRandom });

const subjects = {
  'srp-core client': () => {
    const ephemeral = openSrp(secureRandom);
    ephemeral.prove({ ...who, publicBHex, secretBlockBase64, nowMs: 0 });
  },
  'native BigInt client': () => {
    const [a, x, u] = [randomInteger(), randomInteger(), randomInteger()];
    power(2n, a);
    const base = (((BigInt(`0x${publicBHex}`) - 5n * power(2n, x)) % PRIME) + PRIME) % PRIME;
    power(base, a + u * x);
  },
  'srp-core server': serverRound(),
};
const amazon = createAmazonClient();
if (amazon !== undefined) subjects[`${PEER} client`] = amazon;

const times = await measure(subjects);
const median = (list) => list.sort((left, right) => left - right)[list.length >> 1];
const medians = Object.fromEntries(
  Object.entries(times).map(([name, list]) => [name, median(list)]),
);
const ours = medians['srp-core client'];

console.log(`  ${process.version}, median of ${ROUNDS} rounds`);
for (const [name, milliseconds] of Object.entries(medians)) {
  console.log(`  ${name.padEnd(34)} ${milliseconds.toFixed(2).padStart(8)} ms`);
}
console.log(
  `  srp-core : native BigInt           ${ratio(ours / medians['native BigInt client'])}`,
);
if (amazon !== undefined) {
  const theirs = medians[`${PEER} client`];
  console.log(`  ${PEER} : srp-core ${ratio(theirs / ours)}`);
} else {
  console.log(`  ${PEER}: not installed here, not measured`);
}
console.log(
  `  server: ${(1000 / medians['srp-core server']).toFixed(0)} sign-ins per second and core`,
);

function ratio(value) {
  return `${value.toFixed(2)} : 1`;
}

async function measure(all) {
  const measured = Object.fromEntries(Object.keys(all).map((name) => [name, []]));
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [name, run] of Object.entries(all)) {
      const start = performance.now();
      await run();
      if (round >= 0) measured[name].push(performance.now() - start);
    }
  }
  return measured;
}

/** SRP_B and the judgement of one claim; the claims are made beforehand. */
function serverRound() {
  const client = openSrp(secureRandom);
  const input = { ...who, publicBHex, secretBlockBase64, nowMs: 0 };
  const claim = { ...who, publicAHex: client.srpAHex, ...client.prove(input) };
  return () => {
    openServerSrp({ verifierHex, random: secureRandom }).checkClaim(claim);
  };
}

function createAmazonClient() {
  try {
    const require = createRequire(new URL('../../../conformance/package.json', import.meta.url));
    const { default: Helper } = require(`${PEER}/lib/AuthenticationHelper.js`);
    const { default: BigInteger } = require(`${PEER}/lib/BigInteger.js`);
    const serverB = new BigInteger(publicBHex, 16);
    const salt = new BigInteger(who.saltHex, 16);
    return () =>
      new Promise((resolve, reject) => {
        const helper = new Helper(who.poolName);
        const settle = (error) => (error === null ? resolve() : reject(error));
        helper.getPasswordAuthenticationKey(who.userIdForSrp, who.password, serverB, salt, settle);
      });
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function power(base, exponent) {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % PRIME;
    if (bit === '1') result = (result * base) % PRIME;
  }
  return result;
}

function randomInteger() {
  return secureRandom(32).reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
}
