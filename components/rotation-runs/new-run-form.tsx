'use client';

import { useRouter } from 'next/navigation';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { REASON_LENGTH_MAX } from '@/lib/domain/rotation';
import { OVERLAP_HOURS_MAX, RUN_SECRETS_MAX } from '@/lib/domain/rotation-run';
import { Button } from '@/components/ui/button';
import { ActionForm } from '@/components/ui/form';
import { LinesField } from '@/components/ui/lines-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { AddSecret } from './add-secret';
import type { StartRun } from './run-actions';
import { runAddress, secretWord, type NamedSecret } from './run-address';
import { useChosenSecrets } from './use-chosen-secrets';

interface NewRunFormProps {
  readonly scope: ScopeSummary;
  readonly start: StartRun;
}

const OVERLAP_HOURS = 24;

export function NewRunForm({ scope, start }: NewRunFormProps) {
  const router = useRouter();
  const { chosen, full, add, drop } = useChosenSecrets();
  return (
    <div className="max-w-160">
      <h2 className="mb-1 font-medium">Secrets</h2>
      {chosen.length > 0 ? <Chosen chosen={chosen} onDrop={drop} /> : null}
      {full ? (
        <p className="mb-4 text-ink-muted">A rotation is of {RUN_SECRETS_MAX} secrets at most.</p>
      ) : (
        <AddSecret scope={scope} first={chosen.length === 0} onAdd={add} />
      )}
      {chosen.length > 0 ? (
        <ActionForm
          action={start}
          fields={['title', 'reason', 'overlapHours']}
          onDone={({ id }) => router.push(runAddress(id))}
        >
          <input type="hidden" name="secrets" value={chosen.map(secretWord).join(' ')} />
          <TextField
            name="title"
            label="Title"
            optional
            maxLength={200}
            autoComplete="off"
            hint="Left empty: the names."
          />
          <TextField
            name="overlapHours"
            label="Hours until the old value is revoked"
            type="number"
            inputMode="numeric"
            min={0}
            max={OVERLAP_HOURS_MAX}
            defaultValue={OVERLAP_HOURS}
            hint="Counted from when the new value is promoted. 0: at once."
          />
          <LinesField
            name="reason"
            label="Reason"
            optional
            maxLength={REASON_LENGTH_MAX}
            hint="Goes into the audit log. Do not put the value here."
          />
          <SubmitButton>
            {chosen.length === 1 ? 'Begin rotation' : `Begin rotation of ${chosen.length} secrets`}
          </SubmitButton>
        </ActionForm>
      ) : null}
    </div>
  );
}

interface ChosenProps {
  readonly chosen: readonly NamedSecret[];
  readonly onDrop: (secret: NamedSecret) => void;
}

function Chosen({ chosen, onDrop }: ChosenProps) {
  return (
    <ul aria-label="Chosen secrets" className="mb-4 border-t border-line">
      {chosen.map((secret) => (
        <li
          key={secretWord(secret)}
          className="flex min-h-9 flex-wrap items-center gap-x-3 border-b border-line py-1 pointer-coarse:min-h-11"
        >
          <span className="min-w-0 font-mono font-medium wrap-anywhere">{secret.key}</span>
          <span className="min-w-0 font-mono text-12 wrap-anywhere text-ink-muted">
            {secret.path}
          </span>
          <Button
            tone="quiet"
            className="ml-auto"
            aria-label={`Leave out ${secret.key}`}
            onClick={() => onDrop(secret)}
          >
            Leave out
          </Button>
        </li>
      ))}
    </ul>
  );
}
