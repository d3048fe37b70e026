'use client';

import type { ScopeSummary } from '@/lib/contracts/scope';
import {
  contentSentence,
  contentWord,
  isEmptyScope,
  type ContentCounts,
} from '@/lib/domain/scope-contents';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { LiveRegion } from '@/components/ui/live-region';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { checkTypedName, TypedNameField } from '@/components/vault/typed-name-field';
import { ScopeContentsList } from './scope-contents-list';
import { useScopeContents } from './use-scope-contents';

interface DeleteScopeDialogProps {
  readonly scope: ScopeSummary;
  readonly action: FormTarget<ContentCounts>;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Draws what goes with a scope, says what stays, and asks for its path where anything lies in it. */
export function DeleteScopeDialog({ scope, action, onClose, onDeleted }: DeleteScopeDialogProps) {
  const toast = useToast();
  const contents = useScopeContents(scope);
  const found = contents.isFetching ? undefined : contents.data;
  const heavy = found !== undefined && !isEmptyScope(found.counts);
  const versions = found?.counts.versions ?? 0;
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Delete ${scope.name}?`}
    >
      <ActionForm
        action={action}
        fields={['confirm']}
        check={(form) => (heavy ? checkTypedName(form, 'confirm', scope.path) : [])}
        onDone={(counts) => {
          const went = isEmptyScope(counts) ? 'it was empty' : `with ${contentSentence(counts)}`;
          toast({ title: `${scope.name} deleted`, description: went });
          onDeleted();
        }}
      >
        <input type="hidden" name="scope" value={scope.id} />
        {contents.isFetching ? <Counting path={scope.path} /> : null}
        {contents.isError ? (
          <div role="alert" className="rounded-md bg-panel p-3">
            <Status tone="danger">{contents.error.message} Nothing was deleted.</Status>
          </div>
        ) : null}
        {heavy ? (
          <>
            <p className="mb-3">
              The {scope.kind} <span className="font-mono">{scope.path}</span> goes for good, with
              all of this
              {versions > 0
                ? `, ${contentWord('versions', versions)} of values and the keys that open them`
                : ''}
              . There is no bin for it.
            </p>
            <ScopeContentsList contents={found} />
            <ul className="my-3 list-disc space-y-1 pl-4">
              <li>The audit log keeps the names and what was done to them.</li>
              <li>
                Backups made before hold the values still: until they are deleted, the master key of
                their time opens them.
              </li>
              <li>Running processes keep what they have, and get nothing at their next start.</li>
            </ul>
            <TypedNameField field="confirm" name={scope.path} />
          </>
        ) : null}
        {found && !heavy ? (
          <p>
            Nothing lies in the {scope.kind} <span className="font-mono">{scope.path}</span>. Its
            slug is free again afterwards.
          </p>
        ) : null}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          {contents.isError ? (
            <Button onClick={() => void contents.refetch()}>Try again</Button>
          ) : (
            <SubmitButton tone="danger" waiting={!found}>
              Delete {scope.kind}
            </SubmitButton>
          )}
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}

function Counting({ path }: { readonly path: string }) {
  return (
    <>
      <LiveRegion>Counting what lies in {path}</LiveRegion>
      <div aria-hidden="true" className="space-y-3 py-1">
        <div className="h-3 w-64 rounded-md bg-panel" />
        <div className="h-3 w-48 rounded-md bg-panel" />
        <div className="h-3 w-56 rounded-md bg-panel" />
      </div>
    </>
  );
}
