import { describe, expect, it } from 'vitest';
import { appendLeaf, emptyFrontier, frontierRoot, leafHash } from './merkle';
import { PathCollector, rootOfPath } from './merkle-path';

const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 31];

function treeOf(size: number) {
  const leaves = Array.from({ length: size }, (_, index) => leafHash(`event ${index}`));
  const collector = new PathCollector(leaves.keys());
  let frontier = emptyFrontier;
  leaves.forEach((leaf, index) => {
    collector.append(leaf);
    frontier = appendLeaf(frontier, BigInt(index), leaf);
  });
  return { leaves, ...collector.finish(), signed: frontierRoot(frontier, BigInt(size)) };
}

describe('the path of an event', () => {
  it.each(SIZES)('leads from each of %i events to the root that a checkpoint signs', (size) => {
    const { leaves, root, paths, signed } = treeOf(size);
    expect(Buffer.from(root)).toEqual(Buffer.from(signed));
    leaves.forEach((leaf, index) => {
      const found = rootOfPath(leaf, index, size, paths.get(index)!);
      expect(Buffer.from(found!)).toEqual(Buffer.from(signed));
    });
  });

  it.each(SIZES.slice(1))(
    'leads nowhere else in a tree of %i: another event, place or size',
    (size) => {
      const { leaves, paths, signed } = treeOf(size);
      const arrives = (...given: Parameters<typeof rootOfPath>) => {
        const found = rootOfPath(...given);
        return found !== null && Buffer.from(found).equals(signed);
      };
      leaves.forEach((leaf, index) => {
        const path = paths.get(index)!;
        expect(arrives(leafHash('another'), index, size, path)).toBe(false);
        expect(arrives(leaf, index, size, path.slice(1))).toBe(false);
        expect(arrives(leaf, index, size, [...path, leaf])).toBe(false);
        expect(arrives(leaf, size, size, path)).toBe(false);
        for (const other of leaves.keys()) {
          if (other !== index) expect(arrives(leaf, other, size, path)).toBe(false);
        }
      });
    },
  );

  it('is collected for those that are wanted alone', () => {
    const collector = new PathCollector([2]);
    for (let index = 0; index < 5; index += 1) collector.append(leafHash(`event ${index}`));
    const { paths } = collector.finish();
    expect([...paths.keys()]).toEqual([2]);
    expect(() => new PathCollector([]).finish()).toThrow(RangeError);
  });
});
