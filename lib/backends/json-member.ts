// One member of a JSON object that a backend keeps as a text: read, changed or taken out, the others as they are.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { Plaintext } from '@/lib/domain/plaintext';
import { formatOfBytes } from '@/lib/domain/secret-value';

/** No more than so many names of members are told. */
const NAMES_TOLD_MAX = 10;
const TOLD_NAME = /^[\w.-]{1,64}$/;

/**
 * The member's text: of a string what it says, of a number or a boolean its JSON. Throws `absent` where it
 * is not there, `malformed` where `json` is no object, or the member neither of these.
 */
export function memberOf(json: string, key: string, place: string): string {
  const members = membersOf(json, place);
  if (!Object.hasOwn(members, key)) {
    const names = Object.keys(members);
    const told = names.slice(0, NAMES_TOLD_MAX).map(toldName).join(', ');
    const has = names.length > NAMES_TOLD_MAX ? `${told} and others` : told || 'none';
    throw new BackendFault('absent', `${place} has no member ${key}; it has ${has}.`);
  }
  const member = members[key];
  if (typeof member === 'string') return member;
  if (typeof member === 'boolean') return String(member);
  if (typeof member === 'number') return numberText(json, key, member, place);
  throw new BackendFault('malformed', `Member ${key} of ${place} is no string, number or boolean.`);
}

/** Whoever writes the value chooses the name: it is told where it looks like one. */
function toldName(name: string): string {
  return TOLD_NAME.test(name) ? name : '(another)';
}

/** As it is written there: JavaScript's own text of a number may be another. */
function numberText(json: string, key: string, member: number, place: string): string {
  const name = JSON.stringify(key).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const written = [...json.matchAll(new RegExp(`${name}\\s*:\\s*(-?[0-9][0-9.eE+-]*)`, 'g'))];
  const texts = new Set(written.map((match) => match[1]!).filter((one) => Number(one) === member));
  const [text] = texts;
  if (texts.size === 1 && text !== undefined) return text;
  throw new BackendFault('malformed', `Write member ${key} of ${place} as a string.`);
}

/** `json` with that member, new or changed. `json` is null where nothing is there. Throws `malformed`. */
export function withMember(json: string | null, key: string, value: string, place: string): string {
  const members = json === null ? {} : changeable(json, place);
  return JSON.stringify({ ...members, [key]: value });
}

/** Null where it was the last. Throws as `memberOf`. */
export function withoutMember(json: string, key: string, place: string): string | null {
  memberOf(json, key, place);
  const rest = Object.entries(changeable(json, place)).filter(([name]) => name !== key);
  return rest.length === 0 ? null : JSON.stringify(Object.fromEntries(rest));
}

function membersOf(json: string, place: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    value = null;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new BackendFault(
    'malformed',
    `What is kept at ${place} is no JSON object: leave the key out of the reference.`,
  );
}

/** Throws `malformed` where writing it anew would alter a number. */
function changeable(json: string, place: string): Readonly<Record<string, unknown>> {
  const members = membersOf(json, place);
  const numbers = json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').match(/-?\d[\d.eE+-]*/g) ?? [];
  if (numbers.every((text) => String(Number(text)) === text)) return members;
  throw new BackendFault(
    'malformed',
    `${place} has a number that would not stay as it is: write it as a string there first.`,
  );
}

/** A value that is to be a member. Throws `malformed` where it is no text. */
export function memberText(value: Plaintext, place: string): string {
  const text = value.use((bytes) =>
    formatOfBytes(bytes) === 'utf8'
      ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
      : null,
  );
  if (text !== null) return text;
  throw new BackendFault('malformed', `Only a text can be a member of ${place}.`);
}
