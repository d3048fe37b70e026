'use client';

import { useState } from 'react';
import type { RotationWindow, RotationWindowList } from '@/lib/contracts/rotation';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretType } from '@/lib/domain/secret-kinds';
import { ReadRefused } from '@/components/requests/read-refused';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import { TYPE_WORD } from '@/components/vault/secret-words';
import type { RotationActions } from './rotation-actions';
import { SetWindowDialog, type WindowTarget } from './set-window-dialog';
import { useRefreshRotation, useRotationWindows } from './use-rotation';
import { EndWindowDialog, SignWindowDialog } from './window-dialogs';
import { WindowList } from './window-list';

interface WindowsPanelProps {
  readonly scope: ScopeSummary;
  /** Whether the reader may set windows here. */
  readonly maySet: boolean;
  readonly locked: boolean;
  readonly actions: RotationActions;
}

type Asked =
  { readonly what: 'set' } | { readonly what: 'sign' | 'end'; readonly window: RotationWindow };

/** What holds in a scope, or for the secret in the address, and the windows by which it does. */
export function WindowsPanel({ scope, maySet, locked, actions }: WindowsPanelProps) {
  const search = useSearch();
  const key = search.get('key') ?? undefined;
  const ended = search.get('ended') === 'true';
  const [asked, setAsked] = useState<Asked | null>(null);
  const list = useRotationWindows({ scopePath: scope.path, kind: scope.kind, key, ended });
  const refresh = useRefreshRotation();
  const close = () => setAsked(null);
  const done = () => {
    close();
    refresh(scope.path);
  };
  if (list.isPending) return <SkeletonRows rows={5} label="Loading windows" />;
  if (list.isError) {
    return (
      <ReadRefused what="The windows" error={list.error} onRetry={() => void list.refetch()} />
    );
  }
  const windows = list.data.pages.flatMap((page) => page.items);
  const present = list.data.pages[0]?.present ?? [];
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
        {key === undefined ? null : (
          <p className="min-w-0">
            Of <span className="font-mono font-medium wrap-anywhere">{key}</span>{' '}
            <Button tone="quiet" onClick={() => search.replace({ key: null })}>
              Show all of {scope.name}
            </Button>
          </p>
        )}
        <label className="flex min-h-7 items-center gap-1.5 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={ended}
            onChange={(event) => search.replace({ ended: event.target.checked ? 'true' : null })}
            className="size-3.5 accent-accent"
          />
          With those that ended
        </label>
        {maySet && !locked ? (
          <span className="ml-auto">
            <Button onClick={() => setAsked({ what: 'set' })}>Set window…</Button>
          </span>
        ) : null}
      </div>
      <Present present={present} />
      {windows.length === 0 ? (
        <p className="py-4 text-ink-muted">
          Nobody has set a window here: secrets may get as old as their type or they themselves say.
          A window that is stricter holds at once; a looser one needs a reason, an end and a second
          person.
        </p>
      ) : (
        <>
          <WindowList
            label={`Windows for ${key ?? scope.name}`}
            windows={windows}
            locked={locked}
            onSign={(one) => setAsked({ what: 'sign', window: one })}
            onEnd={(one) => setAsked({ what: 'end', window: one })}
          />
          <ListFoot shown={count(windows.length, 'window')} more={list} />
        </>
      )}
      {asked?.what === 'set' ? (
        <SetWindowDialog
          scope={scope}
          target={targetOf(key, present)}
          action={actions.setWindow}
          onClose={close}
          onDone={done}
        />
      ) : null}
      {asked?.what === 'sign' ? (
        <SignWindowDialog
          window={asked.window}
          action={actions.signWindow}
          onClose={close}
          onDone={done}
        />
      ) : null}
      {asked?.what === 'end' ? (
        <EndWindowDialog
          window={asked.window}
          action={actions.endWindow}
          onClose={close}
          onDone={done}
        />
      ) : null}
    </>
  );
}

function targetOf(key: string | undefined, present: RotationWindowList['present']): WindowTarget {
  if (key !== undefined) return { key, present: present[0]?.days ?? null };
  const presentOf = (type: SecretType | null) =>
    present.find((one) => one.type === type)?.days ?? null;
  return { presentOf };
}

/** How many days hold now, type by type. */
function Present({ present }: Pick<RotationWindowList, 'present'>) {
  const types = present.flatMap(({ type, days }) => (type === null ? [] : [{ type, days }]));
  return (
    <dl
      aria-label="What holds now"
      className="mb-4 grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-x-6 border-y border-line py-2"
    >
      {types.map(({ type, days }) => (
        <div key={type} className="flex justify-between gap-2 py-0.5">
          <dt className="text-ink-muted">{TYPE_WORD[type]}</dt>
          <dd>{days === null ? 'no limit' : `${days} d`}</dd>
        </div>
      ))}
    </dl>
  );
}
