// A tree of many leaves, added one by one: for whoever verifies a whole log (RFC 6962, section 2.1).

import { hash } from 'node:crypto';

const HASH_BYTES = 32;
/** One subtree for each bit of a size that a number holds exactly. */
const DEPTH_MAX = 53;

/**
 * Adds leaves in constant space. Unlike `appendLeaf` it keeps its own state, and takes its input as it
 * comes: leaves of 32 bytes.
 */
export class GrowingTree {
  /** The roots of the perfect subtrees, largest first. */
  readonly #roots = Buffer.alloc(DEPTH_MAX * HASH_BYTES);
  /** What an inner node hashes: 01, left, right. */
  readonly #node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);
  #count = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Like a carry in binary counting: each set low bit of the size is a subtree to merge with. */
  append(leaf: Uint8Array): void {
    if (leaf.byteLength !== HASH_BYTES) throw new RangeError('A leaf hash has 32 bytes.');
    let carried = leaf;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      this.#count -= 1;
      carried = this.#nodeHash(this.#count, carried);
    }
    this.#roots.set(carried, this.#count * HASH_BYTES);
    this.#count += 1;
    this.#size += 1;
  }

  /** The root of what was added so far; SHA-256 of nothing for an empty tree. */
  root(): Buffer {
    if (this.#count === 0) return hash('sha256', '', 'buffer');
    const smallest = (this.#count - 1) * HASH_BYTES;
    let carried = Buffer.from(this.#roots.subarray(smallest, smallest + HASH_BYTES));
    for (let left = this.#count - 2; left >= 0; left -= 1) carried = this.#nodeHash(left, carried);
    return carried;
  }

  /** Of the subtree with that place, and the one to its right. */
  #nodeHash(left: number, right: Uint8Array): Buffer<ArrayBuffer> {
    this.#roots.copy(this.#node, 1, left * HASH_BYTES, (left + 1) * HASH_BYTES);
    this.#node.set(right, 1 + HASH_BYTES);
    return hash('sha256', this.#node, 'buffer') as Buffer<ArrayBuffer>;
  }
}
