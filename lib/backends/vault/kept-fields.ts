// One secret as Vault's key-value store keeps it: named fields, a version, and since when.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import type { Plaintext } from '@/lib/domain/plaintext';
import { arrivedText } from '../arrived-value';
import { memberObject } from './vault-answer';
import type { VaultAnswer, VaultObject } from './vault-answer';
import { oddFault } from './vault-faults';

export interface Kept {
  /** Null where this version was deleted or destroyed. */
  readonly fields: VaultObject | null;
  readonly version: number;
  readonly at: Date | null;
  readonly destroyed: boolean;
  /** Whether numbers among the fields are what Vault keeps. */
  readonly exact: boolean;
}

/** Null: nothing was ever there. Throws `malformed` for what is no answer of a store of version 2. */
export function readKept({ status, body, exact }: VaultAnswer, text: string): Kept | null {
  const data = memberObject(body.data);
  const metadata = memberObject(data?.metadata);
  if (status === 404 && !metadata) return null;
  if (status !== 200 && status !== 404) throw oddFault(text);
  const version = metadata?.version;
  const fields = memberObject(data?.data);
  const isGone = status === 404 || data?.data === null;
  if (!Number.isSafeInteger(version) || (!fields && !isGone)) throw oddFault(text);
  return {
    fields: isGone ? null : fields,
    version: version as number,
    at: dateOf(metadata?.created_time),
    destroyed: metadata?.destroyed === true,
    exact,
  };
}

export function dateOf(text: unknown): Date | null {
  const at = typeof text === 'string' ? new Date(text) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}

export function goneFault(text: string, version: number, destroyed: boolean): BackendFault {
  const how = destroyed ? 'destroyed' : 'deleted';
  const remedy = destroyed ? 'store it anew' : 'undelete it there, or store it anew';
  return new BackendFault('absent', `Version ${version} of ${text} was ${how}: ${remedy}.`);
}

/** The field that a reference means: the one it names, or the only one. Throws `absent` for neither. */
export function fieldOf(fields: VaultObject, { key, text }: BackendReference): string {
  const names = Object.keys(fields);
  if (key !== null && names.includes(key)) return key;
  const [only] = names;
  if (key === null && names.length === 1) return only!;
  const known = names.length === 0 ? 'no fields' : `the fields ${shown(names)}`;
  const remedy = key === null ? 'name one by ?key=' : `none of which is ${shown([key])}`;
  throw new BackendFault('absent', `${text} has ${known}: ${remedy}.`);
}

function shown(names: readonly string[]): string {
  const some = names
    .toSorted()
    .slice(0, 10)
    .map((name) => name.replaceAll(/\p{Cc}/gu, '?').slice(0, 100));
  return names.length > 10 ? `${some.join(', ')} and others` : some.join(', ');
}

/** Texts as they are; anything else as its JSON text, where that is exact. */
export function valueOf({ fields, exact }: Kept, reference: BackendReference): Plaintext {
  const value = fields![fieldOf(fields!, reference)];
  if (typeof value === 'string') return arrivedText(value, reference);
  if (!exact && typeof value !== 'boolean') throw inexactFault(reference.text);
  return arrivedText(value === null ? '' : JSON.stringify(value), reference);
}

export function inexactFault(text: string): BackendFault {
  return new BackendFault(
    'malformed',
    `${text} has a number that would not stay exact: store it as text there.`,
  );
}
