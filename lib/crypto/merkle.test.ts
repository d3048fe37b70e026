import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appendLeaf, emptyFrontier, frontierRoot, leafHash } from './merkle';

const sha256 = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** MTH of RFC 6962, section 2.1, as it is written there. */
function naiveRoot(texts: readonly string[]): Uint8Array {
  if (texts.length === 0) return sha256();
  if (texts.length === 1) return sha256(Buffer.of(0), Buffer.from(texts[0]!));
  const k = 2 ** Math.floor(Math.log2(texts.length - 1));
  return sha256(Buffer.of(1), naiveRoot(texts.slice(0, k)), naiveRoot(texts.slice(k)));
}

function grow(texts: readonly string[]): Uint8Array {
  return texts.reduce<Uint8Array>(
    (frontier, text, size) => appendLeaf(frontier, BigInt(size), leafHash(text)),
    emptyFrontier,
  );
}

it('the root that follows from the frontier is the root of the whole tree, at every size', () => {
  const texts = Array.from({ length: 130 }, (_, i) => `event ${i}`);
  for (let size = 0; size <= texts.length; size += 1) {
    const some = texts.slice(0, size);
    expect(frontierRoot(grow(some), BigInt(size))).toEqual(Uint8Array.from(naiveRoot(some)));
  }
});

it('the root is that of the recursive definition for any texts', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 70 }), (texts) => {
      const root = frontierRoot(grow(texts), BigInt(texts.length));
      expect(root).toEqual(Uint8Array.from(naiveRoot(texts)));
    }),
  );
});

it('the frontier holds one root per set bit of the size, the largest subtree first', () => {
  const texts = Array.from({ length: 7 }, (_, i) => String(i));
  const frontier = grow(texts);
  expect(frontier.byteLength).toBe(3 * 32);
  expect(Buffer.compare(frontier.subarray(0, 32), naiveRoot(texts.slice(0, 4)))).toBe(0);
  expect(Buffer.compare(frontier.subarray(32, 64), naiveRoot(texts.slice(4, 6)))).toBe(0);
  expect(Buffer.compare(frontier.subarray(64), naiveRoot(texts.slice(6)))).toBe(0);
});

it('a frontier of another size is refused', () => {
  const frontier = grow(['a', 'b', 'c']);
  for (const size of [-1n, 0n, 1n, 2n, 4n, 7n]) {
    expect(() => frontierRoot(frontier, size)).toThrow(RangeError);
    expect(() => appendLeaf(frontier, size, leafHash('d'))).toThrow(RangeError);
  }
  expect(() => frontierRoot(frontier.subarray(1), 3n)).toThrow(RangeError);
  expect(() => appendLeaf(frontier, 3n, new Uint8Array(31))).toThrow(RangeError);
});

it('appending leaves the earlier frontier as it was', () => {
  const before = grow(['a', 'b', 'c']);
  const copy = Uint8Array.from(before);
  appendLeaf(before, 3n, leafHash('d')).fill(0);
  expect(before).toEqual(copy);
});
