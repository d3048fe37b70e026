import Link from 'next/link';
import type { BackupStanding } from '@/lib/contracts/backups';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { DAY_MS } from '@/lib/domain/durations';

interface FreshBackupProps {
  readonly standing: BackupStanding | null;
  /** Of the last day; or taken since the root key in use is there, so that nothing in it needs an older one. */
  readonly asked: 'last_day' | 'since_root_key';
}

/** Whether the backup that a step asks for is there: one verified here counts, or somebody's word. */
export function FreshBackup({ standing, asked }: FreshBackupProps) {
  const after = asked === 'last_day' ? aDayAgo() : new Date(standing?.since ?? Infinity);
  const fresh = standing?.newest.find(({ takenAt }) => new Date(takenAt) >= after);
  if (fresh) {
    const how = fresh.how === 'confirmed' ? `confirmed by ${fresh.confirmedBy}` : 'verified here';
    return (
      <Status tone="fine">
        There is a backup, taken <TimeAgo instant={fresh.takenAt} /> and {how}: {fresh.keptIn}
      </Status>
    );
  }
  const missing =
    asked === 'last_day'
      ? 'No backup of the last 24 hours is verified or confirmed.'
      : 'No backup since the root key was changed is verified or confirmed.';
  return (
    <Status tone="due">
      {missing}{' '}
      <Link href="/backups" className="text-accent underline">
        Take and verify one
      </Link>{' '}
      or{' '}
      <Link href="/keys" className="text-accent underline">
        confirm one
      </Link>
      .
    </Status>
  );
}

function aDayAgo(): Date {
  return new Date(Date.now() - DAY_MS);
}
