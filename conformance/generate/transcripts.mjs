/**
 * Writes `vectors/transcripts.json`: whole sign-ins and refreshes, request by request, through which a client of any
 * kind can be driven. What is asked and answered is written by hand; proofs are the reference's.
 *
 * @module
 */
import { NOTES } from './_transcript-notes.mjs';
import { BASE } from './_transcript-parts.mjs';
import { deviceTranscripts } from './_transcripts-devices.mjs';
import { factorTranscripts } from './_transcripts-factors.mjs';
import { passwordTranscripts } from './_transcripts-password.mjs';
import { REFRESH_BASE, refreshTranscripts } from './_transcripts-refresh.mjs';
import { refusedTranscripts } from './_transcripts-refused.mjs';
import { stubbornTranscripts } from './_transcripts-stubborn.mjs';
import { vectorFile } from './_vectors.mjs';

/** The file's text. */
export function generate() {
  const tests = [
    ...passwordTranscripts(),
    ...factorTranscripts(),
    ...deviceTranscripts(),
    ...refusedTranscripts(),
    ...stubbornTranscripts(),
  ];
  return vectorFile('transcripts.json', {
    schema: 'schema/transcripts.schema.json',
    notes: NOTES,
    groups: [
      { type: 'SignIn', base: BASE, tests },
      { type: 'Refresh', base: REFRESH_BASE, tests: refreshTranscripts() },
    ],
  });
}
