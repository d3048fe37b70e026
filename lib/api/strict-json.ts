// JSON texts (RFC 8259) with exactly one meaning: no name twice, no lone surrogate, nothing too deep.
// None of the installed libraries refuses duplicate names: `JSON.parse` keeps the last one, and what
// a check saw may then differ from what is stored. One pass over the text before it is parsed is
// enough, because the parser itself still decides what is JSON.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';

export const JSON_DEPTH_MAX = 32;

/** Names by which a copy of the object could reach a prototype. */
const PROTOTYPE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/** Throws 400 `malformed_request`, or 413 beyond 32 levels; quotes nothing. */
export function checkStrictJson(text: string): void {
  checkTokens(text);
  parse(text);
}

/** Objects carry the names seen so far, lists carry null. */
type Level = Set<string> | null;

function checkTokens(text: string): void {
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') {
      levels.push(character === '{' ? new Set() : null);
      if (levels.length > JSON_DEPTH_MAX) throw tooDeep();
    } else if (character === '}' || character === ']') {
      levels.pop();
    } else if (character === '"') {
      const end = endOfString(text, at);
      checkString(text.slice(at, end), isName(text, end) ? levels.at(-1) : undefined);
      at = end - 1;
    }
  }
}

/** The index behind the closing quote of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '"') return at + 1;
  }
  throw malformed('json_syntax', 'Send a complete JSON text.');
}

function isName(text: string, end: number): boolean {
  let at = end;
  while (/[ \t\r\n]/.test(text[at] ?? '')) at += 1;
  return text[at] === ':';
}

/** Only `\u` escapes can make a lone surrogate: the text itself was decoded from UTF-8. */
function checkString(token: string, object: Level | undefined): void {
  if (!object && !token.includes('\\u')) return;
  const string = parse(token);
  if (typeof string !== 'string') return;
  if (!string.isWellFormed()) {
    throw malformed('lone_surrogate', 'Send well-formed Unicode; for raw bytes use valueBase64.');
  }
  if (!object) return;
  if (object.has(string)) throw malformed('duplicate_name', 'Send each name of an object once.');
  if (PROTOTYPE_NAMES.has(string)) {
    throw malformed('prototype_name', 'Leave out names that JavaScript reserves.');
  }
  object.add(string);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message quotes the text.
    throw malformed('json_syntax', 'Send a complete JSON text.');
  }
}

function malformed(code: string, message: string): KeystowError {
  return new KeystowError('malformed_request', message, {
    issues: [{ pointer: '', code, message }],
  });
}

function tooDeep(): KeystowError {
  const message = `Nest objects and lists at most ${JSON_DEPTH_MAX} levels deep.`;
  return new KeystowError('too_large', message, {
    issues: [{ pointer: '', code: 'too_deep', message }],
  });
}
