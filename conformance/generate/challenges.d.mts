/** The envelopes of `vectors/challenges/`, by file name. */
export function listEnvelopes(): string[];
/** The text of an envelope in form. */
export function inForm(text: string): string;
/** Brings all of them into form. */
export function writeEnvelopes(): string[];
export function readEnvelope(name: string): string;
