// Identifiers: UUIDv7 in the database (RFC 9562), TypeIDs such as `sec_01h…` everywhere else.

import { TypeID } from 'typeid-js';
import { v7 } from 'uuid';

export const ID_PREFIXES = {
  organization: 'org',
  team: 'team',
  workspace: 'ws',
  app: 'app',
  secret: 'sec',
  user: 'usr',
  token: 'tok',
  session: 'ses',
  operation: 'kop',
  reset: 'krs',
  link: 'lnk',
  grant: 'grt',
  invitation: 'inv',
  role: 'rol',
  group: 'grp',
  webhook: 'whk',
  delivery: 'dlv',
  worker: 'wrk',
  brief: 'brf',
  integration: 'int',
  connector: 'con',
  instance: 'ins',
  transfer: 'trf',
  window: 'win',
  reminderHook: 'rhk',
  reminder: 'rem',
  backup: 'bak',
  destination: 'dst',
  rotationRun: 'rot',
  evidence: 'evd',
  trial: 'trl',
  leakCase: 'leak',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** A lower-case UUIDv7: sorts by the time it was made. */
export function newUuid(): string {
  return v7();
}

/** Shows a stored UUID as a TypeID of its kind: prefix, underscore, 26 base32 characters. */
export function toTypeId(kind: IdKind, uuid: string): string {
  return TypeID.fromUUID(ID_PREFIXES[kind], uuid).toString();
}

/** The UUID behind a TypeID of one of `kinds`, or null when the text is no such id. */
export function fromTypeId(kinds: readonly IdKind[], text: string): string | null {
  const cut = text.lastIndexOf('_');
  if (cut < 1 || text.length - cut !== 27) return null;
  if (!kinds.some((kind) => ID_PREFIXES[kind] === text.slice(0, cut))) return null;
  try {
    return TypeID.fromString(text).toUUID();
  } catch {
    return null;
  }
}
