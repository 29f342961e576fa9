/** srp-core alone, for the first proof of a process. */
import { openSrp, secureRandom } from '@countersign/srp-core';
import { useEngine } from '@countersign/srp-core/engine';
import { NOW_MS, PUBLIC_B_HEX, SECRET_BLOCK_BASE64, WHO } from './_sign-in-input.mjs';

export function firstProof(engine) {
  if (engine !== undefined) useEngine(engine);
  openSrp(secureRandom).prove({
    ...WHO,
    publicBHex: PUBLIC_B_HEX,
    secretBlockBase64: SECRET_BLOCK_BASE64,
    nowMs: NOW_MS,
  });
}
