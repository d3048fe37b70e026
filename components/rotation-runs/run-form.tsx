'use client';

import type { ReactNode } from 'react';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { RotationRun, RunItem } from '@/lib/contracts/rotation-run';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { useRunDone } from './use-runs';

interface RunFormProps {
  readonly run: RotationRun;
  /** Given where the act is about one of its secrets. */
  readonly item?: RunItem | undefined;
  readonly action: FormTarget<RotationRun>;
  readonly fields?: readonly string[] | undefined;
  readonly check?: ((form: FormData) => readonly FormIssue[]) | undefined;
  readonly onDone?: ((run: RotationRun) => void) | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** One act in a rotation; what it answers is shown at once. */
export function RunForm(props: RunFormProps) {
  const { run, item, action, fields = [], check, onDone, className, children } = props;
  const done = useRunDone();
  return (
    <ActionForm
      action={action}
      fields={fields}
      check={check}
      className={className}
      onDone={(next) => {
        done(next);
        onDone?.(next);
      }}
    >
      <NamedRun run={run} item={item} />
      {children}
    </ActionForm>
  );
}

/** Which rotation, and which of its secrets; two may have one name. */
export function NamedRun({ run, item }: Pick<RunFormProps, 'run' | 'item'>) {
  return (
    <>
      <input type="hidden" name="run" value={run.id} />
      {item ? (
        <>
          <input type="hidden" name="key" value={item.key} />
          <input type="hidden" name="scope" value={item.scope.id} />
        </>
      ) : null}
    </>
  );
}
