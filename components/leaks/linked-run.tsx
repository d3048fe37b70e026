'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import type { RunStep } from '@/lib/domain/rotation-run';
import { runAddress } from '@/components/rotation-runs/run-address';
import { runState } from '@/components/rotation-runs/run-words';
import { buttonClass } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import { LeakForm } from './leak-form';
import type { LeakStepProps } from './leak-step-props';

interface LinkedRunProps extends LeakStepProps {
  /** The step of the rotation that this one of the case leads to. */
  readonly step: RunStep;
  /** The link to it, while it is to be done. */
  readonly verb: string;
  readonly done: boolean;
}

/** The rotation that answers a case: a button that starts it, or how it stands and the way to it. */
export function LinkedRun(props: LinkedRunProps) {
  const { leak, actions, mayAct, step, verb, done } = props;
  const toast = useToast();
  const { run } = leak;
  if (!run) {
    if (!mayAct || !leak.may.rotate) {
      return (
        <p>
          <Status tone="due">No rotation was started yet.</Status>
        </p>
      );
    }
    return (
      <LeakForm
        leak={leak}
        action={actions.rotate}
        onDone={() => toast({ title: `Rotation of ${leak.secret.key} started` })}
      >
        <SubmitButton>Start its rotation</SubmitButton>
      </LeakForm>
    );
  }
  const { tone, word } = runState({ state: run.state, excepted: false });
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 border-y border-line py-3">
      <dl className="flex min-w-0 grow flex-wrap gap-x-5 gap-y-1">
        <Fact term="Its rotation">
          <Status tone={tone}>{run.state === 'closed' ? 'closed' : word}</Status>
        </Fact>
        <Fact term="Old value">
          <Reached at={run.revokedAt} yes="revoked" no="not revoked" />
        </Fact>
        <Fact term="New value">
          <Reached at={run.promotedAt} yes="current" no="not current" />
        </Fact>
      </dl>
      <Link
        href={runAddress(run.id, step)}
        className={buttonClass({ tone: done ? 'plain' : 'primary' })}
      >
        {done ? 'See its rotation' : verb}
      </Link>
    </div>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-12 text-ink-muted">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface ReachedProps {
  readonly at: string | null;
  readonly yes: string;
  readonly no: string;
}

function Reached({ at, yes, no }: ReachedProps) {
  return at ? (
    <Status tone="fine">
      {yes} <TimeAgo instant={at} />
    </Status>
  ) : (
    <Status tone="due">{no}</Status>
  );
}
