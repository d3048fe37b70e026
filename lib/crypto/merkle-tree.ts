// A tree of many leaves, added one by one: for whoever verifies a whole log (RFC 6962, section 2.1).

import { createHash, hash } from 'node:crypto';

const HASH_BYTES = 32;

/**
 * Adds leaves in constant space. Unlike `appendLeaf` it keeps its own state, and takes its input as it
 * comes: leaves of 32 bytes.
 */
export class GrowingTree {
  readonly #roots: Buffer[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Like a carry in binary counting: each set low bit of the size is a subtree to merge with. */
  append(leaf: Uint8Array): void {
    if (leaf.byteLength !== HASH_BYTES) throw new RangeError('A leaf hash has 32 bytes.');
    let carried: Buffer = Buffer.from(leaf);
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      carried = nodeHash(this.#roots.pop()!, carried);
    }
    this.#roots.push(carried);
    this.#size += 1;
  }

  /** The root of what was added so far; SHA-256 of nothing for an empty tree. */
  root(): Buffer {
    const smallest = this.#roots.at(-1);
    if (!smallest) return createHash('sha256').digest();
    return this.#roots.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), smallest);
  }
}

const NODE = Buffer.of(1);

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');
}
