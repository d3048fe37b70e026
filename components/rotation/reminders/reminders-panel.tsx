'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchReminderHooks, fetchReminders, remindersKey } from '@/lib/client/reminders';
import type { ReminderHookView } from '@/lib/contracts/reminder';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { ReadRefused } from '@/components/requests/read-refused';
import { Button } from '@/components/ui/button';
import { handover } from '@/components/ui/handover';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { AddHookDialog, HookSecretShown } from './add-hook-dialog';
import { DeleteHookDialog } from './delete-hook-dialog';
import { HookEntry } from './hook-entry';
import type { ReminderActions } from './reminder-actions';
import { ReminderEntry } from './reminder-entry';

const AGAIN_AFTER_MS = 15_000;

interface RemindersPanelProps {
  readonly scope: ScopeSummary;
  readonly locked: boolean;
  readonly actions: ReminderActions;
}

type Asked = 'add' | { readonly shown: ReminderHookView } | { readonly remove: ReminderHookView };

/** Where reminders of a scope go, and what became of the last ones. */
export function RemindersPanel({ scope, locked, actions }: RemindersPanelProps) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [shownOnce] = useState(handover);
  const place = { scopePath: scope.path, kind: scope.kind };
  const hooks = useQuery({
    queryKey: remindersKey(scope.path, 'hooks'),
    queryFn: ({ signal }) => fetchReminderHooks(place, signal),
    refetchInterval: AGAIN_AFTER_MS,
  });
  const refresh = () => void client.invalidateQueries({ queryKey: ['rotation', 'reminders'] });
  const close = () => setAsked(null);
  const done = () => {
    close();
    refresh();
  };
  return (
    <section aria-labelledby="reminders" className="mt-8">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 id="reminders" className="text-15 font-medium">
          Reminders
        </h2>
        {locked ? null : <Button onClick={() => setAsked('add')}>Add webhook…</Button>}
      </div>
      <p className="mb-3 max-w-160 text-ink-muted">
        Who has to replace a secret is told 14 days before it is due and when it is overdue; a week
        after that, those who manage its scope are told.
        {hooks.data?.mail === false
          ? ' No mail is sent: SMTP_URL is not set. Webhooks alone are told.'
          : ' Each person gets one mail a day at most; webhooks are told at once.'}
      </p>
      {hooks.isPending ? <SkeletonRows rows={2} label="Loading webhooks" /> : null}
      {hooks.isError ? (
        <ReadRefused what="The webhooks" error={hooks.error} onRetry={() => void hooks.refetch()} />
      ) : null}
      {hooks.data?.items.length === 0 ? (
        <p className="py-2">
          Reminders of this scope are posted nowhere. A webhook gets names of secrets and when they
          are due, signed, and never a value.
        </p>
      ) : null}
      <ul aria-label="Webhooks">
        {hooks.data?.items.map((hook) => (
          <HookEntry
            key={hook.id}
            scope={scope}
            hook={hook}
            locked={locked}
            test={actions.test}
            onTested={refresh}
            onRemove={() => setAsked({ remove: hook })}
          />
        ))}
      </ul>
      <RecentReminders scope={scope} locked={locked} retry={actions.retry} onRetried={refresh} />
      {asked === 'add' ? (
        <AddHookDialog
          scope={scope}
          action={actions.create}
          put={shownOnce}
          onClose={close}
          onMade={(shown) => {
            refresh();
            setAsked({ shown });
          }}
        />
      ) : null}
      {asked !== null && asked !== 'add' && 'shown' in asked ? (
        <HookSecretShown hook={asked.shown} take={shownOnce.take} onClose={close} />
      ) : null}
      {asked !== null && asked !== 'add' && 'remove' in asked ? (
        <DeleteHookDialog
          scope={scope}
          hook={asked.remove}
          action={actions.remove}
          onClose={close}
          onDone={done}
        />
      ) : null}
    </section>
  );
}

interface RecentProps {
  readonly scope: ScopeSummary;
  readonly locked: boolean;
  readonly retry: ReminderActions['retry'];
  readonly onRetried: () => void;
}

function RecentReminders({ scope, locked, retry, onRetried }: RecentProps) {
  const list = useInfiniteQuery({
    queryKey: remindersKey(scope.path, 'recent'),
    queryFn: ({ pageParam, signal }) =>
      fetchReminders({ scopePath: scope.path, kind: scope.kind }, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: AGAIN_AFTER_MS,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <>
      <h3 className="mt-4 mb-1 font-medium">Last reminders</h3>
      <ul aria-label="Last reminders">
        {items.map((item) => (
          <ReminderEntry key={item.id} {...{ scope, locked, retry, onRetried }} reminder={item} />
        ))}
      </ul>
      <ListFoot shown={count(items.length, 'reminder')} more={list} />
    </>
  );
}
