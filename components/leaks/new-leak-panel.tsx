'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { LEAK_TEXT_LENGTH_MAX } from '@/lib/domain/leak';
import { namedIn } from '@/components/rotation-runs/run-address';
import { scopeAt } from '@/components/scopes/scope-tree';
import { ActionForm } from '@/components/ui/form';
import { LinesField } from '@/components/ui/lines-field';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useSearch } from '@/components/ui/use-search';
import type { OpenLeak } from './leak-actions';
import { leakAddress, leaksAddress } from './leak-address';
import { PickSecret } from './pick-secret';

interface NewLeakPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly open: OpenLeak;
}

/** Which secret was exposed (`?secret=SCOPE.NAME`, `?versions=`: found by its value), where, since when. */
export function NewLeakPanel({ scopes, grants, locked, open }: NewLeakPanelProps) {
  const scope = scopeAt(scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const mayOpen = grants.some(({ permissions }) => permissions.includes('leaks:match'));
  return (
    <>
      <Link href={leaksAddress(scope.path)} className="text-12 text-accent underline">
        Leaks
      </Link>
      <h1 className="mt-1 mb-2 text-20 font-medium">Open a leak case</h1>
      <p className="mb-4 max-w-176 text-ink-muted">
        The clock of the case runs from when it is opened until the exposed value is revoked,
        replaced, and held by no worker any more. Opening it changes nothing for anything that runs.
      </p>
      {locked ? (
        <Status tone="due">The console is locked: no case can be opened now.</Status>
      ) : mayOpen ? (
        <NewLeakForm scope={scope} open={open} />
      ) : (
        <p>
          To open a case, you need <code className="font-mono text-12">leaks:match</code>. Whoever
          manages access can grant it.
        </p>
      )}
    </>
  );
}

/** What is typed is the time of whoever types it; what is sent is the instant. */
function checkLeak(form: FormData, matched: string): readonly FormIssue[] {
  const issues: FormIssue[] = [];
  // The versions are of the secret that the page was opened for.
  if (form.get('secret') !== matched) for (const name of ['versions', 'matched']) form.delete(name);
  const text = String(form.get('exposedSince') ?? '');
  if (text !== '') {
    const typed = new Date(text);
    if (Number.isNaN(typed.getTime())) {
      issues.push({ pointer: '/exposedSince', message: 'Give the day and the time.' });
    } else form.set('exposedSince', typed.toISOString());
  }
  if (form.get('secret') === '') {
    issues.push({ pointer: '/secret', message: 'Choose the secret.' });
  }
  if (String(form.get('whereFound') ?? '').trim() === '') {
    issues.push({ pointer: '/whereFound', message: 'Say where it was found.' });
  }
  return issues;
}

function NewLeakForm({ scope, open }: Pick<NewLeakPanelProps, 'open'> & { scope: ScopeSummary }) {
  const router = useRouter();
  const search = useSearch();
  const named = namedIn(search.get('secret') ?? '');
  const versions = /^\d+( \d+)*$/.test(search.get('versions') ?? '')
    ? search.get('versions')
    : null;
  return (
    <ActionForm
      action={open}
      check={(form) => checkLeak(form, search.get('secret') ?? '')}
      fields={['secret', 'whereFound', 'exposedSince']}
      className="max-w-144"
      onDone={({ id }) => router.push(leakAddress(id))}
    >
      <PickSecret scope={scope} initial={named} />
      {named && versions ? (
        <>
          <input type="hidden" name="versions" value={versions} />
          <input type="hidden" name="matched" value="on" />
          <p className="mb-4">
            <Status tone="danger">
              What was pasted is its version {versions.replaceAll(' ', ', ')}.
            </Status>
          </p>
        </>
      ) : null}
      <LinesField
        name="whereFound"
        label="Where it was found"
        required
        maxLength={LEAK_TEXT_LENGTH_MAX}
        hint="Such as a repository, a log, a screenshot. Kept with the case and in the audit log. Do not put the value here."
      />
      <TextField
        name="exposedSince"
        label="Exposed since, in your time"
        optional
        type="datetime-local"
        hint="The earliest that it may have been seen. Deliveries since then are looked at first."
      />
      <SubmitButton tone="danger">Open the case</SubmitButton>
    </ActionForm>
  );
}
