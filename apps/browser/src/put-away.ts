/**
 * A sign-in that waits for a code survives a reload: phones drop a page while its user looks up the
 * code in another app.
 *
 * What is put away is SECRET: with it and a code, the sign-in can be finished by anybody. So it is
 * put away only there, where a code is still needed. A sign-in that waits for a new password, or
 * holds the key of an app that is being set up, stays in memory and starts again. `sessionStorage`
 * belongs to one tab and goes with it, but browsers write it to disk to restore tabs; the service
 * ends the session within minutes.
 *
 * @module
 */
import { parseFlowState } from '@countersign/flow';
import type { Step } from './sign-in.ts';

const KEY = 'countersign.waiting';
/** No session of the service lives longer. */
const MAX_AGE_MS = 15 * 60 * 1000;

/** Puts the step away if it waits for a code; whatever was put away before goes. */
export function putAway(step: Step | undefined): void {
  try {
    sessionStorage.removeItem(KEY);
    if (step !== undefined && 'state' in step && step.name === 'SOFTWARE_TOKEN_MFA') {
      sessionStorage.setItem(KEY, JSON.stringify(step.state));
    }
  } catch {
    // A browser that keeps nothing: the reload starts again.
  }
}

/** The state that was put away, if the service may still know it. UNTRUSTED. */
export function takeBack(): unknown {
  try {
    const state = parseFlowState(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
    return Date.now() - state.receivedAtMs < MAX_AGE_MS ? state : undefined;
  } catch {
    return undefined;
  }
}
