// One spelling per JSON value (RFC 8785), so that what is hashed or sealed today is found equal tomorrow.

import canonicalize from 'canonicalize';
import { isWellFormed } from './byte-join';

const DEPTH_MAX = 64;

/**
 * RFC 8785 text of a JSON value: null, booleans, finite numbers, well-formed strings, arrays and
 * plain objects of these, 64 levels deep at most. Throws a `TypeError` for anything else, instead
 * of dropping or converting it as `JSON.stringify` does.
 */
export function canonicalJson(value: unknown): string {
  requireJson(value, 0);
  return canonicalize(value)!;
}

function requireJson(value: unknown, depth: number): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value === 'string' && isWellFormed(value)) return;
  if (typeof value !== 'object' || depth === DEPTH_MAX) throw refused();
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) requireJson(value[i], depth + 1);
    return;
  }
  if (!isPlain(value)) throw refused();
  for (const [name, member] of Object.entries(value)) {
    if (!isWellFormed(name)) throw refused();
    requireJson(member, depth + 1);
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function refused(): TypeError {
  return new TypeError('Only plain JSON has a canonical form.');
}
