import { expect, it } from 'vitest';
import { backupWarnings } from './backup-standing';

const NOW = new Date('2026-06-01T00:00:00Z');
const SINCE = new Date('2026-01-01T00:00:00Z');
const warn = (takenAt: string | null, copyConfirmed = true) =>
  backupWarnings(
    { copyConfirmed, takenAt: takenAt === null ? null : new Date(takenAt), keysSince: SINCE },
    NOW,
  );

it('warns of what would lose secrets first: no copy of the key, no backup, another key, its age', () => {
  expect(warn(null, false)).toEqual(['no_copy', 'none']);
  expect(warn('2025-12-31T23:59:59Z')).toEqual(['older_key']);
  expect(warn('2026-05-01T23:59:59Z')).toEqual(['old']);
  expect(warn('2026-05-02T00:00:00Z')).toEqual([]);
  expect(warn('2026-05-31T00:00:00Z', false)).toEqual(['no_copy']);
});
