'use client';

import type { ReminderView } from '@/lib/contracts/reminder';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { postFailureText } from '@/lib/domain/post-failure';
import { ActionForm } from '@/components/ui/form';
import { Status, type Tone } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import type { ReminderActions } from './reminder-actions';

const STAGE_WORD: Readonly<Record<ReminderView['stage'], string>> = {
  due: 'due soon',
  overdue: 'overdue',
  escalated: 'a week overdue',
};

const STATE: Readonly<Record<ReminderView['state'], readonly [Tone, string]>> = {
  sent: ['fine', 'Sent'],
  waiting: ['due', 'Waits'],
  dead: ['danger', 'Given up'],
};

interface ReminderEntryProps {
  readonly scope: ScopeSummary;
  readonly reminder: ReminderView;
  readonly locked: boolean;
  readonly retry: ReminderActions['retry'];
  readonly onRetried: () => void;
}

/** One reminder to one receiver, and what became of it. */
export function ReminderEntry(props: ReminderEntryProps) {
  const { scope, reminder, locked, retry, onRetried } = props;
  const { key, stage, state, email, failure, createdAt } = reminder;
  const [tone, word] = STATE[state];
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2">
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <span className="font-mono">{key ?? 'A secret'}</span> {STAGE_WORD[stage]}, to{' '}
          {email ?? 'a webhook'}
        </p>
        <p className="text-12 text-ink-muted">
          <Status tone={tone}>
            {word}
            {failure === null ? '' : `: ${postFailureText(failure)}`}
          </Status>{' '}
          <TimeAgo instant={createdAt} />
        </p>
      </div>
      {state === 'dead' && !locked ? (
        <ActionForm action={retry} fields={[]} onDone={onRetried}>
          <input type="hidden" name="scope" value={scope.id} />
          <input type="hidden" name="id" value={reminder.id} />
          <SubmitButton tone="plain">Try again</SubmitButton>
        </ActionForm>
      ) : null}
    </li>
  );
}
