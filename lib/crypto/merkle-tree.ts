// A tree of many leaves, added one by one: for whoever verifies a whole log (RFC 6962, section 2.1).

import { hash } from 'node:crypto';

const HASH_BYTES = 32;
const HASH_DIGITS = 64;
const LEFT = 1;
const RIGHT = LEFT + HASH_BYTES;

/**
 * Adds leaves in constant space. Unlike `appendLeaf` it keeps its own state, and takes its input as it
 * comes: leaves as 64 digits of hex, which cost half of what a Buffer for each hash does.
 */
export class GrowingTree {
  /** By height, what the inner node hashes of which only the left subtree is whole: 01, left, right. */
  readonly #nodes: Buffer[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Like a carry in binary counting: each set low bit of the size is a subtree to merge with. */
  append(leaf: string): void {
    if (leaf.length !== HASH_DIGITS) throw new RangeError('A leaf hash has 32 bytes.');
    let carried = leaf;
    let height = 0;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const node = this.#nodes[height]!;
      node.write(carried, RIGHT, 'hex');
      carried = hash('sha256', node, 'hex');
      height += 1;
    }
    const node = (this.#nodes[height] ??= Buffer.alloc(RIGHT + HASH_BYTES, 1));
    node.write(carried, LEFT, 'hex');
    this.#size += 1;
  }

  /** The root of what was added so far; SHA-256 of nothing for an empty tree. */
  root(): Buffer {
    let root: Buffer | null = null;
    let rest = this.#size;
    for (let height = 0; rest > 0; height += 1, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 0) continue;
      const left = this.#nodes[height]!.subarray(0, RIGHT);
      root = root
        ? (hash('sha256', Buffer.concat([left, root]), 'buffer') as Buffer)
        : Buffer.from(left.subarray(LEFT));
    }
    return root ?? (hash('sha256', '', 'buffer') as Buffer);
  }
}
