'use client';

import type { ReminderHookView } from '@/lib/contracts/reminder';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { postFailureText } from '@/lib/domain/post-failure';
import { Button } from '@/components/ui/button';
import { ActionForm } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import type { ReminderActions } from './reminder-actions';

interface HookEntryProps {
  readonly scope: ScopeSummary;
  readonly hook: ReminderHookView;
  readonly locked: boolean;
  readonly test: ReminderActions['test'];
  readonly onTested: () => void;
  readonly onRemove: () => void;
}

/** One address: what it took last, and what went wrong. */
export function HookEntry({ scope, hook, locked, test, onTested, onRemove }: HookEntryProps) {
  const toast = useToast();
  const { host } = new URL(hook.url);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2">
      <div className="min-w-0">
        <p className="font-mono wrap-anywhere">{hook.url}</p>
        <HookState hook={hook} />
      </div>
      {locked ? null : (
        <div className="flex gap-2">
          <ActionForm
            action={test}
            fields={[]}
            onDone={({ failure }) => {
              toast({
                title: failure === null ? `${host} took a test` : `${host} did not take it`,
                description: failure === null ? '' : postFailureText(failure),
              });
              onTested();
            }}
          >
            <input type="hidden" name="scope" value={scope.id} />
            <input type="hidden" name="id" value={hook.id} />
            <SubmitButton tone="plain">Send test</SubmitButton>
          </ActionForm>
          <Button tone="quiet-danger" aria-label={`Delete ${hook.url}`} onClick={onRemove}>
            Delete
          </Button>
        </div>
      )}
    </li>
  );
}

function HookState({ hook }: { readonly hook: ReminderHookView }) {
  const { failure, failures, inService, postedAt } = hook;
  return (
    <p className="text-12 text-ink-muted">
      {postedAt === null ? (
        'It has taken nothing yet. '
      ) : (
        <>
          It took one <TimeAgo instant={postedAt} />.{' '}
        </>
      )}
      {failure === null ? null : (
        <Status tone={inService ? 'due' : 'danger'}>
          {inService
            ? `Failed ${failures === 1 ? 'once' : `${failures} times in a row`}: ${postFailureText(failure)}.`
            : `Out of service: ${postFailureText(failure)}. Mend it, then send a test.`}
        </Status>
      )}
    </p>
  );
}
