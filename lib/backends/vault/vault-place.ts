// Where a reference leads at Vault: the mount of a key-value store, and the path below it.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import { isReservedMount } from '@/lib/domain/connector-reach';
import type { VaultCaller } from './vault-caller';
import { memberObject, saysOneOf } from './vault-answer';
import type { VaultAnswer, VaultObject } from './vault-answer';

export interface VaultPlace {
  readonly mount: string;
  readonly path: string;
  /** As the reference has it, for messages. */
  readonly text: string;
}

/** `mount`: where the reference names none. Throws `denied` for mounts that are Vault's own. */
export function placeOf(reference: BackendReference, mount: string): VaultPlace {
  const place = { mount: reference.mount ?? mount, path: reference.path, text: reference.text };
  if (isReservedMount(place.mount)) {
    throw new BackendFault('denied', `${place.mount} is no key-value store: give another mount.`);
  }
  return place;
}

/** The path of the interface to `part` of the store, such as `data` or `metadata`. */
export function apiPath({ mount, path }: Omit<VaultPlace, 'text'>, part: string): string {
  return [...mount.split('/'), part, ...path.split('/')].map(encodeURIComponent).join('/');
}

/** Why `answer` is 404: nothing at that path, or no such store at all. */
export async function absentFault(
  call: VaultCaller,
  { mount, text }: Omit<VaultPlace, 'path'>,
  answer: VaultAnswer,
  signal: AbortSignal,
): Promise<BackendFault> {
  const message =
    (await wrongMount(call, mount, answer, signal)) ??
    `Nothing is kept at ${text} in ${mount}: correct the path, or store it there.`;
  return new BackendFault('absent', message);
}

/** In words what is wrong with the mount, of which `answer` may tell; null where nothing is known to be. */
export async function wrongMount(
  call: VaultCaller,
  mount: string,
  answer: VaultAnswer | null,
  signal: AbortSignal,
): Promise<string | null> {
  if (answer && saysOneOf(answer.body, ['no handler for route'])) {
    return `Nothing is mounted at ${mount}: correct the mount, or the namespace.`;
  }
  return wordsOf(mount, await shownMount(call, mount, signal));
}

/**
 * Before anything is written: at version 1 a path of version 2 is a secret of another name. `proven`: it
 * answered as version 2 already. Throws `absent` for what is no such store, `denied` where that is not known.
 */
export async function checkStore(
  call: VaultCaller,
  mount: string,
  proven: boolean,
  signal: AbortSignal,
): Promise<void> {
  const shown = await shownMount(call, mount, signal);
  const wrong = wordsOf(mount, shown);
  if (wrong !== null) throw new BackendFault('absent', wrong);
  if (shown || proven) return;
  const remedy = `have its policy allow read on sys/internal/ui/mounts/${mount}, or store a value there first.`;
  throw new BackendFault('denied', `Vault does not tell whether ${mount} has versions: ${remedy}`);
}

/** Null where this may not be looked at. */
async function shownMount(
  call: VaultCaller,
  mount: string,
  signal: AbortSignal,
): Promise<VaultObject | null> {
  const path = `sys/internal/ui/mounts/${mount.split('/').map(encodeURIComponent).join('/')}`;
  const question = { method: 'GET', path } as const;
  // Who may not look at the mount gets the plain words, which are as true.
  const shown = await call(question, signal).catch((error: unknown) => {
    if (error instanceof BackendFault) return null;
    throw error;
  });
  const found = shown?.status === 200 ? memberObject(shown.body.data) : null;
  return typeof found?.type === 'string' ? found : null;
}

function wordsOf(mount: string, found: VaultObject | null): string | null {
  if (!found) return null;
  if (found.type !== 'kv' && found.type !== 'generic') {
    return `${mount} is no key-value store: give the mount of one.`;
  }
  if (memberObject(found.options)?.version === '2') return null;
  return `${mount} is a key-value store of version 1, without versions: Keystow reads version 2.`;
}
