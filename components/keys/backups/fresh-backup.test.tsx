import { cleanup, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { BackupStanding } from '@/lib/contracts/backups';
import { FreshBackup } from './fresh-backup';

const HOUR_MS = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();
const standing = (hours: number, how: 'verified' | 'confirmed'): BackupStanding => ({
  warnings: [],
  inForce: 'mk_0123456789abcdef',
  since: ago(48),
  newest: [
    {
      ...{ takenAt: ago(hours), keptIn: 'one.backup', needs: 'mk_0123456789abcdef', how },
      ...{ confirmedAt: ago(hours), confirmedBy: 'ada@acme.example' },
    },
  ],
});

it('counts a backup that was verified here, or else somebody’s word, of the last day', () => {
  render(<FreshBackup standing={standing(23, 'verified')} asked="last_day" />);
  expect(screen.getByText(/There is a backup.*verified here: one\.backup/)).toBeTruthy();
  cleanup();
  render(<FreshBackup standing={standing(1, 'confirmed')} asked="last_day" />);
  expect(screen.getByText(/confirmed by ada@acme\.example/)).toBeTruthy();
  cleanup();
  render(<FreshBackup standing={standing(25, 'verified')} asked="last_day" />);
  expect(screen.getByText(/No backup of the last 24 hours/)).toBeTruthy();
});

it('counts no backup of before the root key was changed where old keys are deleted', () => {
  render(<FreshBackup standing={standing(47, 'verified')} asked="since_root_key" />);
  expect(screen.getByText(/There is a backup/)).toBeTruthy();
  cleanup();
  render(<FreshBackup standing={standing(49, 'verified')} asked="since_root_key" />);
  expect(screen.getByText(/No backup since the root key was changed/)).toBeTruthy();
});
