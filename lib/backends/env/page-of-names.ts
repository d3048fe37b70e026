// Names in pages, of which only those are shown that a reference could have.

import 'server-only';
import { parseReference } from '@/lib/domain/backend-reference';
import { KeystowError } from '@/lib/domain/errors';
import type { Listed } from '../backend';

const PAGE = 200;

/** Those behind `after`, in the order of their code units. */
export function pageOfNames(names: readonly string[], after: string | null): Listed {
  const rest = names
    .filter((name) => (after === null || name > after) && isReference(name))
    .sort((one, other) => (one < other ? -1 : 1));
  const items = rest.slice(0, PAGE).map((name) => ({ reference: name, name }));
  return { items, next: rest.length > PAGE ? items.at(-1)!.name : null };
}

function isReference(name: string): boolean {
  try {
    parseReference('env', name);
    return true;
  } catch (error) {
    if (error instanceof KeystowError) return false;
    throw error;
  }
}
