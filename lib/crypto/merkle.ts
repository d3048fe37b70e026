// The audit tree: leaves, and the frontier from which its root follows (RFC 6962, section 2.1; RFC 9162).

import { createHash } from 'node:crypto';

const HASH_BYTES = 32;
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The frontier of a tree of size 0. */
export const emptyFrontier: Uint8Array<ArrayBuffer> = new Uint8Array(0);

/** SHA-256(00 || text): the leaf of one event. Text is taken as UTF-8. */
export function leafHash(text: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(LEAF).update(text).digest());
}

/**
 * The frontier after one more leaf: the roots of the perfect subtrees, largest first, 32 bytes
 * each. `size` counts the leaves before. Throws a `RangeError` where frontier and size disagree.
 */
export function appendLeaf(
  frontier: Uint8Array,
  size: bigint,
  leaf: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const roots = subtrees(frontier, size);
  if (leaf.byteLength !== HASH_BYTES) throw new RangeError('A leaf hash has 32 bytes.');
  let carried = leaf;
  // Like a carry in binary counting: each set low bit of the size is a subtree to merge with.
  for (let rest = size; rest % 2n === 1n; rest /= 2n) carried = nodeHash(roots.pop()!, carried);
  return concatenate([...roots, carried]);
}

/** The root hash of the tree, 32 bytes; SHA-256 of nothing at size 0. Throws like `appendLeaf`. */
export function frontierRoot(frontier: Uint8Array, size: bigint): Uint8Array<ArrayBuffer> {
  const roots = subtrees(frontier, size);
  const smallest = roots.pop();
  if (!smallest) return Uint8Array.from(createHash('sha256').digest());
  return Uint8Array.from(roots.reduceRight((right, left) => nodeHash(left, right), smallest));
}

/** SHA-256(01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/** One root per set bit of the size. */
function subtrees(frontier: Uint8Array, size: bigint): Uint8Array[] {
  if (size < 0n || frontier.byteLength !== HASH_BYTES * setBits(size)) {
    throw new RangeError('The frontier does not fit the size of the tree.');
  }
  const count = frontier.byteLength / HASH_BYTES;
  return Array.from({ length: count }, (_, i) =>
    frontier.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

function setBits(size: bigint): number {
  return size.toString(2).replaceAll('0', '').length;
}

function concatenate(hashes: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  hashes.forEach((hash, i) => bytes.set(hash, i * HASH_BYTES));
  return bytes;
}
