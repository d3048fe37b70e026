import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentHash, readMarker } from './content-hash.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keystow-hash-'));
  mkdirSync(path.join(folder, 'inner'));
  writeFileSync(path.join(folder, 'inner/a'), 'one');
  writeFileSync(path.join(folder, 'b'), 'two');
});
afterEach(() => rmSync(folder, { recursive: true }));

const hash = (skip?: (relative: string) => boolean) => contentHash([folder, 'not-there'], skip);

describe('the hash of the sources', () => {
  it('stays while nothing changes', () => {
    expect(hash()).toBe(hash());
  });

  it('changes with a byte, a name and a new file', () => {
    const seen = new Set([hash()]);
    writeFileSync(path.join(folder, 'inner/a'), 'onf');
    seen.add(hash());
    rmSync(path.join(folder, 'b'));
    seen.add(hash());
    writeFileSync(path.join(folder, 'c'), 'two');
    seen.add(hash());
    writeFileSync(path.join(folder, 'd'), '');
    seen.add(hash());
    expect(seen.size).toBe(5);
  });

  it('does not see what is left out', () => {
    const skip = (relative: string) => relative.endsWith('/inner');
    const before = hash(skip);
    writeFileSync(path.join(folder, 'inner/a'), 'other');
    expect(hash(skip)).toBe(before);
  });

  it('finds no marker where none was written', () => {
    expect(readMarker(path.join(folder, 'inner/none'))).toBeNull();
  });
});
