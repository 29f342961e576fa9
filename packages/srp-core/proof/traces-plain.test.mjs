import { proveTraces } from './_prove-traces.mjs';

proveTraces('plain', { clientExponents: 5, signIns: 2 });
