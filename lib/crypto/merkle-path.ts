// Inclusion proofs of an audit log: that an event is one of those that a checkpoint was signed over (RFC 6962, section 2.1.1).

import { nodeHash } from './merkle';

/** A perfect subtree that waits for its sibling; `tracked` are the leaves in it whose paths are wanted. */
interface Subtree {
  readonly hash: Uint8Array;
  readonly size: number;
  readonly tracked: readonly number[];
}

/** Collects the paths of some leaves while all of them pass by once: space goes with the wanted ones alone. */
export class PathCollector {
  readonly #wanted: ReadonlySet<number>;
  readonly #paths = new Map<number, Uint8Array[]>();
  readonly #subtrees: Subtree[] = [];
  #size = 0;

  /** `wanted`: places of leaves, from 0. */
  constructor(wanted: Iterable<number>) {
    this.#wanted = new Set(wanted);
  }

  append(leaf: Uint8Array): void {
    const index = this.#size;
    this.#size += 1;
    const isWanted = this.#wanted.has(index);
    if (isWanted) this.#paths.set(index, []);
    this.#subtrees.push({ hash: leaf, size: 1, tracked: isWanted ? [index] : [] });
    while (this.#subtrees.length > 1 && this.#subtrees.at(-1)!.size === this.#subtrees.at(-2)!.size)
      this.#merge();
  }

  /** Ends the collecting. The paths by place, from the leaf to the root, and the root of all leaves. */
  finish(): { readonly root: Uint8Array; readonly paths: ReadonlyMap<number, Uint8Array[]> } {
    if (this.#size === 0) throw new RangeError('A tree without leaves proves nothing.');
    while (this.#subtrees.length > 1) this.#merge();
    return { root: this.#subtrees[0]!.hash, paths: this.#paths };
  }

  #merge(): void {
    const right = this.#subtrees.pop()!;
    const left = this.#subtrees.pop()!;
    for (const index of left.tracked) this.#paths.get(index)!.push(right.hash);
    for (const index of right.tracked) this.#paths.get(index)!.push(left.hash);
    this.#subtrees.push({
      hash: nodeHash(left.hash, right.hash),
      size: left.size + right.size,
      tracked: [...left.tracked, ...right.tracked],
    });
  }
}

/**
 * The root that follows from a leaf at `index` (from 0) of a tree of `size` leaves and its path; null where the
 * path has not the length that it must have (RFC 9162, section 2.1.3.2).
 */
export function rootOfPath(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | null {
  if (index < 0 || index >= size) return null;
  let node = index;
  let last = size - 1;
  let root = leaf;
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      root = nodeHash(sibling, root);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      root = nodeHash(root, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}
