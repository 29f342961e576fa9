/**
 * Colours, where a person looks on: never into a pipe, and never against NO_COLOR.
 *
 * @module
 */
import { styleText } from 'node:util';

export type Paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'cyan', text: string) => string;

export function createPaint(isTerminal: boolean, environment: NodeJS.ProcessEnv): Paint {
  const { NO_COLOR, FORCE_COLOR } = environment;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0';
  const wanted = forced || (isTerminal && (NO_COLOR === undefined || NO_COLOR === ''));
  return (style, text) => (wanted ? styleText(style, text, { validateStream: false }) : text);
}
