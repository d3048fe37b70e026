import type { BackupStanding } from '@/lib/contracts/backups';
import { TimeAgo } from '@/components/ui/time-ago';

type Newest = BackupStanding['newest'][number];

const HOW: Readonly<Record<Newest['how'], (by: string) => string>> = {
  confirmed: (by) => `confirmed by ${by}`,
  verified: (by) => `taken by ${by}, verified here`,
  drilled: (by) => `taken by ${by}, restored in a drill`,
};

/** The backups that were verified or confirmed last: when each was taken, where it is, which key it needs. */
export function BackupList({ newest }: Pick<BackupStanding, 'newest'>) {
  if (newest.length === 0) return null;
  return (
    <ul aria-label="Newest backups" className="mb-4 max-w-176">
      {newest.map((backup) => (
        <li key={`${backup.takenAt} ${backup.confirmedAt}`} className="border-b border-line py-2">
          <p className="flex flex-wrap justify-between gap-x-4">
            <span className="min-w-0 break-words">{backup.keptIn}</span>
            <span className="text-ink-muted">
              taken <TimeAgo instant={backup.takenAt} />
            </span>
          </p>
          <p className="flex flex-wrap justify-between gap-x-4 text-ink-muted">
            <span>
              needs <span className="font-mono wrap-anywhere">{backup.needs}</span>
            </span>
            <span>{HOW[backup.how](backup.confirmedBy)}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
