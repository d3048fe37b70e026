// The keys in memory: the unlocked root keys and, unwrapped on demand, the data keys under them.

import 'server-only';
import { newDataKey, unwrapDataKey, wrapDataKey } from '@/lib/crypto/data-key';
import type { DataKey, RingPurpose } from '@/lib/crypto/data-key';
import { OpenError } from '@/lib/crypto/open-error';
import type { RootKey } from '@/lib/crypto/root-key';
import { findDataKey, findKeyHeads, findLivingKeys, insertFirstKey } from '@/lib/db/keys/data-keys';
import type { DataKeyRow } from '@/lib/db/keys/data-keys';
import { findRootHead } from '@/lib/db/keys/root-keys';
import type { Reader, Tx } from '@/lib/db/connection/transaction';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import type { KeyState, UnlockedState } from './key-state';

const CACHED_KEYS_MAX = 4096;

/** A ring that is wanted: whose, and what for. */
export interface Ring {
  readonly ownerId: string;
  readonly purpose: RingPurpose;
}

/** Opens a root key that was made while this process ran; null when no source of it does. */
export type RootLoader = (reader: Reader, rootId: string) => Promise<RootKey | null>;

/** All methods throw `locked` while there is no root key, and `tampered` when a key does not open. */
export class KeyRing {
  #state: KeyState;
  readonly #roots = new Map<string, RootKey>();
  readonly #cache = new Map<string, DataKey>();

  constructor(
    readonly installationId: string,
    state: KeyState,
    readonly loadRoot: RootLoader = async () => null,
  ) {
    this.#state = state;
    if (state.kind === 'unlocked') this.#roots.set(state.root.id, state.root);
  }

  get state(): KeyState {
    return this.#state;
  }

  get unlocked(): boolean {
    return this.#state.kind === 'unlocked';
  }

  /** Refuses to go on while the console is locked. */
  requireUnlocked(): UnlockedState {
    if (this.#state.kind === 'unlocked') return this.#state;
    throw new KeystowError(
      'locked',
      'The console is locked: the master key it was given does not open the root key. See the keys page.',
    );
  }

  /** After a change of master or root key that this process took part in. */
  adopt(state: UnlockedState): void {
    this.#roots.set(state.root.id, state.root);
    this.#state = state;
  }

  /** The sealing keys of `rings`, in their order; a ring without a key gets its first one. */
  async sealing(tx: Tx, rings: readonly Ring[]): Promise<DataKey[]> {
    this.requireUnlocked();
    const heads = await findKeyHeads(tx, rings);
    const missing = rings.filter((ring) => !heads.some((head) => isOf(head, ring)));
    for (const ring of missing) await this.#begin(tx, ring);
    const all = missing.length > 0 ? await findKeyHeads(tx, rings) : heads;
    const keys: DataKey[] = [];
    for (const ring of rings) {
      const head = all.find((row) => isOf(row, ring));
      if (!head) throw new KeystowError('tampered', 'A ring has a head without a key.');
      keys.push(await this.unwrap(tx, head));
    }
    return keys;
  }

  /** The key with that id, of any age. */
  async opening(reader: Reader, id: string): Promise<DataKey> {
    const cached = this.#cache.get(id);
    if (cached) return cached;
    const row = await findDataKey(reader, id);
    if (!row) throw new KeystowError('tampered', 'A stored value names a key that does not exist.');
    return this.unwrap(reader, row);
  }

  /** Opens a stored key. What it belongs to is proven by its envelope, so a cached one must agree too. */
  async unwrap(reader: Reader, row: DataKeyRow): Promise<DataKey> {
    this.requireUnlocked();
    const cached = this.#cache.get(row.id);
    if (cached && cached.ownerId === row.ownerId && cached.purpose === row.purpose) return cached;
    const root = await this.rootOf(reader, row.rootId);
    try {
      const key = unwrapDataKey(root, row, this.installationId);
      this.#remember(key);
      return key;
    } catch (error) {
      if (error instanceof OpenError) {
        throw new KeystowError('tampered', 'A stored key does not open under the root key.');
      }
      throw error;
    }
  }

  /** The root key with that id: the one of boot, or one that another node made since. */
  async rootOf(reader: Reader, rootId: string): Promise<RootKey> {
    const known = this.#roots.get(rootId);
    if (known) return known;
    const root = await this.loadRoot(reader, rootId);
    if (!root) {
      throw new KeystowError(
        'tampered',
        'A stored key names a root key that the master key does not open.',
      );
    }
    this.#roots.set(rootId, root);
    return root;
  }

  /** Drops the data keys of these owners: their rows are deleted. */
  forgetOwners(ownerIds: readonly string[]): void {
    const owners = new Set(ownerIds);
    for (const { id, ownerId } of [...this.#cache.values()]) {
      if (owners.has(ownerId)) this.#cache.delete(id);
    }
  }

  /** Drops data keys whose rows are gone, by whichever node. */
  async forgetDeleted(reader: Reader): Promise<void> {
    const held = [...this.#cache.keys()];
    const living = new Set(await findLivingKeys(reader, held));
    for (const id of held) if (!living.has(id)) this.#cache.delete(id);
  }

  /** A first key lies under the root in use; when that changes at the same moment, under the new one. */
  async #begin(tx: Tx, ring: Ring): Promise<void> {
    for (;;) {
      const head = await findRootHead(tx);
      if (!head) throw new KeystowError('tampered', 'There is no root key.');
      const root = await this.rootOf(tx, head.rootId);
      const key = newDataKey({ id: newUuid(), rootId: root.id, ...ring });
      const wrapped = wrapDataKey(root, key, this.installationId);
      const row = { id: key.id, rootId: root.id, ...ring, wrapped };
      if (await insertFirstKey(tx, row)) return;
    }
  }

  #remember(key: DataKey): void {
    const oldest = this.#cache.keys().next();
    if (this.#cache.size >= CACHED_KEYS_MAX && !oldest.done) this.#cache.delete(oldest.value);
    this.#cache.set(key.id, key);
  }
}

function isOf(row: DataKeyRow, ring: Ring): boolean {
  return row.ownerId === ring.ownerId && row.purpose === ring.purpose;
}
