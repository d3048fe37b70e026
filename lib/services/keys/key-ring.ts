// The keys in memory: the unlocked root key and, unwrapped on demand, the data keys under it.

import 'server-only';
import { newDataKey, unwrapDataKey, wrapDataKey } from '@/lib/crypto/data-key';
import type { DataKey, RingPurpose } from '@/lib/crypto/data-key';
import { OpenError } from '@/lib/crypto/open-error';
import type { RootKey } from '@/lib/crypto/root-key';
import { findDataKey, findKeyHeads, insertFirstKey } from '@/lib/db/data-keys';
import type { DataKeyRow } from '@/lib/db/data-keys';
import type { Reader, Tx } from '@/lib/db/transaction';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import type { KeyState } from './key-state';

const CACHED_KEYS_MAX = 4096;

/** A ring that is wanted: whose, and what for. */
export interface Ring {
  readonly ownerId: string;
  readonly purpose: RingPurpose;
}

/** All methods throw `locked` while there is no root key, and `tampered` when a key does not open. */
export class KeyRing {
  readonly #cache = new Map<string, DataKey>();

  constructor(
    readonly installationId: string,
    readonly state: KeyState,
  ) {}

  get unlocked(): boolean {
    return this.state.kind === 'unlocked';
  }

  /** Refuses to go on while the console is locked. */
  root(): RootKey {
    if (this.state.kind === 'unlocked') return this.state.root;
    throw new KeystowError(
      'locked',
      'The console is locked: the master key it was given does not open the root key. See the keys page.',
    );
  }

  /** The sealing keys of `rings`, in their order; a ring without a key gets its first one. */
  async sealing(tx: Tx, rings: readonly Ring[]): Promise<DataKey[]> {
    const root = this.root();
    const heads = await findKeyHeads(tx, rings);
    const missing = rings.filter((ring) => !heads.some((head) => isOf(head, ring)));
    for (const ring of missing) {
      const key = newDataKey({ id: newUuid(), rootId: root.id, ...ring });
      const wrapped = wrapDataKey(root, key, this.installationId);
      await insertFirstKey(tx, { id: key.id, rootId: root.id, ...ring, wrapped });
    }
    const all = missing.length > 0 ? await findKeyHeads(tx, rings) : heads;
    return rings.map((ring) => {
      const head = all.find((row) => isOf(row, ring));
      if (!head) throw new KeystowError('tampered', 'A ring has a head without a key.');
      return this.unwrap(head);
    });
  }

  /** The key with that id, of any age. */
  async opening(reader: Reader, id: string): Promise<DataKey> {
    const cached = this.#cache.get(id);
    if (cached) return cached;
    const row = await findDataKey(reader, id);
    if (!row) throw new KeystowError('tampered', 'A stored value names a key that does not exist.');
    return this.unwrap(row);
  }

  /** Opens a stored key. What it belongs to is proven by its envelope, so a cached one must agree too. */
  unwrap(row: DataKeyRow): DataKey {
    const root = this.root();
    const cached = this.#cache.get(row.id);
    if (cached && cached.ownerId === row.ownerId && cached.purpose === row.purpose) return cached;
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

  #remember(key: DataKey): void {
    const oldest = this.#cache.keys().next();
    if (this.#cache.size >= CACHED_KEYS_MAX && !oldest.done) this.#cache.delete(oldest.value);
    this.#cache.set(key.id, key);
  }
}

function isOf(row: DataKeyRow, ring: Ring): boolean {
  return row.ownerId === ring.ownerId && row.purpose === ring.purpose;
}
