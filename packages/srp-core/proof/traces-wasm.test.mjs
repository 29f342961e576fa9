import { proveTraces } from './_prove-traces.mjs';

proveTraces('wasm', { clientExponents: 64, signIns: 4 });
