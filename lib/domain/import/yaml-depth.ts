// Refuses YAML that is nested deeply, before its parser sees it: that one recurses, and a stack that
// is nearly used up can end the whole process.

import { CST, Lexer } from 'yaml';
import { KeystowError } from '../errors';

/** Manifests and flat files stay far below. */
export const YAML_DEPTH_MAX = 32;

const INDENT_MAX = 256;
/** Thirty for each of the rows that are taken; a megabyte of punctuation would take seconds. */
const LEXEMES_MAX = 60_000;

/** Throws 413 where collections are more than 32 deep, by brackets or by indicators on one line. */
export function checkYamlDepth(text: string): void {
  let flow = 0;
  let indicators = 0;
  let atLineStart = true;
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme);
    if (type === 'flow-map-start' || type === 'flow-seq-start') flow += 1;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') flow = Math.max(0, flow - 1);
    else if (type === 'newline') indicators = 0;
    else if (type === 'comma') indicators = 0;
    else if (INDICATORS.has(String(type))) indicators += 1;
    lexemes += 1;
    if (lexemes > LEXEMES_MAX)
      throw tooLarge('The text has too many parts. Send it as several texts.');
    const indent = atLineStart && type === 'space' && flow === 0 ? lexeme.length : 0;
    atLineStart = type === 'newline';
    if (flow > YAML_DEPTH_MAX || indicators > YAML_DEPTH_MAX || indent > INDENT_MAX) {
      throw tooLarge(`The text is nested more than ${YAML_DEPTH_MAX} deep.`);
    }
  }
}

const INDICATORS: ReadonlySet<string> = new Set([
  'seq-item-ind',
  'explicit-key-ind',
  'map-value-ind',
]);

function tooLarge(message: string): KeystowError {
  return new KeystowError('too_large', message, {
    issues: [{ pointer: '/text', code: 'import_complex', message }],
  });
}
