import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { packagesAreInstalled } from './install-packages.mjs';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const WANTED = {
  '': { name: 'console' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/b-win32': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};
const { '': _root, 'node_modules/b-win32': _otherPlatform, ...INSTALLED } = WANTED;

function checkout(wanted: object, installed: string | null): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'keystow-install-'));
  folders.push(folder);
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  mkdirSync(path.join(folder, 'node_modules'));
  if (installed !== null) {
    writeFileSync(path.join(folder, 'node_modules/.package-lock.json'), installed);
  }
  return folder;
}

describe('the packages', () => {
  it('are installed when each is there in the version of the lockfile, optional ones aside', () => {
    expect(packagesAreInstalled(checkout(WANTED, JSON.stringify({ packages: INSTALLED })))).toBe(
      true,
    );
  });

  it.each([
    ['on a fresh clone, or after an install that was cut off', null],
    ['when the mark of a complete install cannot be read', '{"packages":'],
    ['when one is missing', JSON.stringify({ packages: {} })],
    [
      'when one has another version',
      JSON.stringify({
        packages: { 'node_modules/a': { version: '0.9.0', integrity: 'sha512-a' } },
      }),
    ],
    [
      'when one has other contents',
      JSON.stringify({
        packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } },
      }),
    ],
    [
      'when one is no longer wanted',
      JSON.stringify({
        packages: { ...INSTALLED, 'node_modules/c': { version: '1.0.0', integrity: 'c' } },
      }),
    ],
  ])('are not installed %s', (_when, installed) => {
    expect(packagesAreInstalled(checkout(WANTED, installed))).toBe(false);
  });
});
