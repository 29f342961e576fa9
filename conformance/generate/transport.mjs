/**
 * Writes `vectors/transport.json`: what a client makes of single answers, how often it sends a call and when,
 * and where it sends it to.
 *
 * @module
 */
import { ANSWERS } from './_transport-answers.mjs';
import { ENDPOINTS } from './_transport-endpoints.mjs';
import { EXCHANGES } from './_transport-exchanges.mjs';
import { NOTES } from './_transport-notes.mjs';
import { vectorFile } from './_vectors.mjs';

/** The file's text. */
export function generate() {
  return vectorFile('transport.json', {
    schema: 'schema/transport.schema.json',
    notes: NOTES,
    groups: [
      { type: 'Answer', tests: ANSWERS },
      { type: 'Exchange', tests: EXCHANGES },
      { type: 'Endpoint', tests: ENDPOINTS },
    ],
  });
}
