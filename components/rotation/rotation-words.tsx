import type { ReactNode } from 'react';
import type { RotationItem, RotationWindow } from '@/lib/contracts/rotation';
import type { RotationStatus } from '@/lib/domain/rotation';
import { count } from '@/components/ui/count';
import { Status, type Tone } from '@/components/ui/status';
import { TYPE_WORD } from '@/components/vault/secret-words';
import { DueTime } from './due-time';

export const STATUS_WORD: Readonly<Record<RotationStatus, string>> = {
  overdue: 'overdue',
  due: 'due within 14 days',
  upcoming: 'due within 90 days',
  fine: 'due later',
  snoozed: 'snoozed',
  unlimited: 'no window',
};

const TONE: Readonly<Record<RotationStatus, Tone>> = {
  overdue: 'danger',
  due: 'due',
  upcoming: 'fine',
  fine: 'fine',
  snoozed: 'unknown',
  unlimited: 'unknown',
};

/** When it is due, in the words of its cause. */
export function DueWords({ item }: { readonly item: RotationItem }) {
  const { status, cause, dueAt, snooze } = item;
  const when = dueAt === null ? null : <DueTime instant={dueAt} />;
  return (
    <Status tone={TONE[status]}>
      {status === 'snoozed' && snooze ? (
        <>
          snoozed, due again <DueTime instant={snooze.until} />
        </>
      ) : (
        <Due status={status} cause={cause} when={when} />
      )}
    </Status>
  );
}

interface DueProps extends Pick<RotationItem, 'status' | 'cause'> {
  readonly when: ReactNode;
}

function Due({ status, cause, when }: DueProps) {
  if (when === null) return 'no window';
  if (cause === 'lost') return 'lost: enter again';
  if (cause === 'expiry')
    return (
      <>
        {status === 'overdue' ? 'expired' : 'expires'} {when}
      </>
    );
  return status === 'overdue' ? <>overdue, was due {when}</> : <>due {when}</>;
}

/** "61 of 90 days", or how old it is where nothing limits it. */
export function ageWords({ ageDays, windowDays }: RotationItem): string {
  return windowDays === null
    ? `${count(ageDays, 'day')} old`
    : `${ageDays} of ${count(windowDays, 'day')}`;
}

/** Why it may get that old. */
export function originWords({ origin, subject }: Pick<RotationItem, 'origin' | 'subject'>): string {
  if (origin === null) return 'nothing limits it';
  if (origin.by === 'own') return 'its own window';
  if (origin.by === 'type') return subject === null ? 'as its type' : 'as keys of the console';
  const place = origin.path === null ? '' : ` set on ${origin.path}`;
  return `${origin.looser ? 'looser window' : 'window'}${place}`;
}

/** What a window is for: "every secret", "API key", a name. */
export function windowOf({ key, type, subject }: Pick<RotationWindow, 'key' | 'type' | 'subject'>) {
  return key ?? subject ?? (type === null ? 'every secret' : `every ${TYPE_WORD[type]}`);
}
