'use client';

import { StepFrame } from '@/components/keys/rotation/step-frame';
import { WaitingFor } from '@/components/keys/rotation/waiting-for';
import { count } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { useSearch } from '@/components/ui/use-search';
import { Convergence } from './convergence';
import { ItemHead } from './item-head';
import { RunDialog } from './run-dialog';
import { RunForm } from './run-form';
import type { StepProps } from './step-props';

/** Third step: all staged values become current at once, and every worker is followed until it has them. */
export function ProductionStep(props: StepProps) {
  const { run } = props;
  const promoted = run.items.some(({ promotedAt }) => promotedAt !== null);
  const stale = run.items.reduce((sum, { counts }) => sum + counts.stale, 0);
  return (
    <StepFrame
      title="Promote the new values"
      does={
        <p>
          All staged values become current in one go. The old ones stay as the versions before, and
          you can roll back until the first of them is revoked.
        </p>
      }
      evidence={
        <>
          {promoted && stale > 0 && run.state === 'open' ? (
            <WaitingFor said={`${count(stale, 'worker')} still hold an old value.`}>
              Waits for {count(stale, 'worker')} to take the new value. This page follows by itself.
            </WaitingFor>
          ) : null}
          <ul aria-label="Secrets" className="border-t border-line">
            {run.items.map((item) => (
              <li key={item.id} className="border-b border-line py-3">
                <ItemHead item={item} />
                <Convergence {...props} item={item} />
              </li>
            ))}
          </ul>
        </>
      }
      command={`keystow rotation run promote ${run.id} --watch`}
    >
      <Acts {...props} />
    </StepFrame>
  );
}

function Acts({ run, actions, mayAct, mayWrite }: StepProps) {
  const toast = useToast();
  const search = useSearch();
  const { items } = run;
  const waiting = items.filter(({ state }) => state === 'staged').length;
  const empty = items.filter(({ state }) => state === 'empty').length;
  const mayUndo =
    items.some(({ promotedAt, origin }) => promotedAt !== null && origin !== 'found') &&
    items.every(({ revokedAt }) => revokedAt === null);
  if (!mayAct) return null;
  return (
    <>
      {empty > 0 ? (
        <p className="mb-3">
          <Status tone="due">
            {count(empty, 'secret')} {empty === 1 ? 'has' : 'have'} no new value yet.
          </Status>
        </p>
      ) : null}
      {waiting > 0 && mayWrite && empty === 0 ? (
        <RunForm
          run={run}
          action={actions.promote}
          onDone={({ items: now }) => {
            toast({ title: `${count(waiting, 'new value')} promoted` });
            // Whoever promoted watches the workers follow, before the next step is taken.
            if (now.some(({ counts }) => counts.stale > 0)) search.replace({ step: 'production' });
          }}
        >
          <SubmitButton>
            {waiting === 1 ? 'Promote the new value' : `Promote ${waiting} new values`}
          </SubmitButton>
        </RunForm>
      ) : null}
      {waiting > 0 && !mayWrite ? (
        <p className="text-ink-muted">
          To promote, you need <code className="font-mono text-12">secrets:write</code> on each
          secret.
        </p>
      ) : null}
      {mayUndo && mayWrite ? (
        <RunDialog
          run={run}
          action={actions.rollBack}
          button="Roll back…"
          title="Roll back to the old values?"
          verb="Roll back"
          danger
          reason
          done="Rolled back to the old values"
        >
          <p>
            The old values become current again, and the new ones are staged as they were before.
            Workers are to take the old ones as they took the new ones: by themselves, or when they
            are restarted.
          </p>
        </RunDialog>
      ) : null}
    </>
  );
}
