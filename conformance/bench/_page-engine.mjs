/** Which engine a page gets, and whether what it computes is accepted. */
import { openSrp, secureRandom } from '@countersign/srp-core';
import { engineName } from '@countersign/srp-core/engine';
import { judge } from './_sign-in.mjs';
import { NOW_MS, PUBLIC_B_HEX, SECRET_BLOCK_BASE64, WHO } from './_sign-in-input.mjs';

/** @throws when the proof is wrong. */
export function proveOnPage() {
  const ephemeral = openSrp(secureRandom);
  const values = { publicBHex: PUBLIC_B_HEX, secretBlockBase64: SECRET_BLOCK_BASE64 };
  const claim = ephemeral.prove({ ...WHO, ...values, nowMs: NOW_MS });
  judge(engineName(), { ...claim, publicAHex: ephemeral.srpAHex });
  return engineName();
}
