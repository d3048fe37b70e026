'use client';

import { useRef } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { ValueThere } from '../backend/value-there';
import { checkTypedName, TypedNameField } from '../typed-name-field';
import { neighbourOf, rowOf } from '../list/row-of';
import { useDependents } from './use-dependents';
import { Fate } from '../workers-after';
import { useRestore } from '../bin/use-restore';

interface DeleteSecretDialogProps {
  readonly secret: SecretSummary;
  readonly action: FormTarget<unknown>;
  readonly restore: FormTarget<SecretSummary>;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
  readonly onRestored: (key: string) => void;
}

/** Asks before a secret goes to the bin: lightly, or for its name where something depends on it. */
export function DeleteSecretDialog(props: DeleteSecretDialogProps) {
  const { secret, action, onClose, onDeleted } = props;
  const restore = useRestore(secret.scope.path, props.restore);
  const toast = useToast();
  const deleted = useRef(false);
  const dependents = useDependents(secret);
  const looking = dependents.isFetching;
  const workers = dependents.data?.workers;
  // What cannot be read may be there.
  const heavy = dependents.isError || (dependents.data?.items.length ?? 0) > 0;

  /** What is refused for its dependents has some by now. */
  async function remove(previous: { readonly status: 'idle' }, form: FormData) {
    const answer = await action(previous, form);
    if (answer.status === 'refused') void dependents.refetch();
    return answer;
  }

  async function undo() {
    const refusal = await restore(secret);
    if (refusal === null) props.onRestored(secret.key);
    else toast({ title: `${secret.key} stays in the bin`, description: refusal, tone: 'danger' });
  }

  return (
    <Dialog
      finalFocus={() => (deleted.current ? neighbourOf : rowOf)(secret.key) ?? true}
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Delete ${secret.key}?`}
    >
      <ActionForm
        action={remove}
        fields={heavy ? ['confirm'] : []}
        check={(form) => (heavy ? checkTypedName(form, 'confirm', secret.key) : [])}
        onDone={() => {
          deleted.current = true;
          toast({
            title: `${secret.key} deleted`,
            description: 'in the bin for 30 days',
            action: { label: 'Undo', run: () => void undo() },
          });
          onDeleted();
        }}
      >
        <input type="hidden" name="scope" value={secret.scope.path} />
        <input type="hidden" name="key" value={secret.key} />
        <ul className="list-disc space-y-1 pl-4">
          <li>
            It leaves <span className="font-mono">{secret.scope.path}</span> and stays in the bin
            for 30 days.
          </li>
          <li>
            {workers ? (
              <Fate workers={workers} goOn="without it" />
            ) : (
              'Who runs with it now is not known yet.'
            )}
          </li>
          <li>
            What gets it at the next start loses it
            {secret.scope.kind === 'organization' ? '' : ', or gets that of a wider scope'}.
            {secret.scope.kind !== 'organization' && workers && workers.total > 0
              ? ' Where that is the platform’s, workers restart by themselves to get it.'
              : ''}
          </li>
        </ul>
        {dependents.isError ? (
          <p role="alert" className="mt-4">
            Whether something depends on it could not be read. {dependents.error.message}
          </p>
        ) : null}
        <ValueThere secret={secret} />
        <Broken aliases={dependents.data?.items ?? []} />
        {heavy ? (
          <div className="mt-4">
            <TypedNameField field="confirm" name={secret.key} />
          </div>
        ) : null}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger" waiting={looking}>
            Delete secret
          </SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}

interface BrokenProps {
  readonly aliases: readonly { readonly key: string; readonly path: string }[];
}

/** Each thing that stops working, by its name. */
function Broken({ aliases }: BrokenProps) {
  if (aliases.length === 0) return null;
  return (
    <div className="mt-4 rounded-md bg-panel p-3">
      <p className="mb-1 font-medium">
        {aliases.length === 1
          ? 'One alias delivers its value, and will deliver nothing:'
          : `${aliases.length} aliases deliver its value, and will deliver nothing:`}
      </p>
      <ul className="max-h-40 overflow-y-auto">
        {aliases.map(({ key, path }) => (
          <li key={`${path}/${key}`} className="wrap-anywhere">
            <span className="font-mono">{key}</span>{' '}
            <span className="text-ink-muted">
              in <span className="font-mono">{path}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
