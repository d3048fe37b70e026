'use client';

import Link from 'next/link';
import type { RotationTrial, RunItem } from '@/lib/contracts/rotation-run';
import type { TrialSide } from '@/lib/domain/rotation-run';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { destinationsAddress } from '@/components/verification/destinations-address';
import { SetCheck } from '@/components/verification/set-check';
import { TRIAL_OUTCOME, trialTone } from './run-words';
import type { StepProps } from './step-props';
import { TryValue } from './try-value';
import { useReadRunAgain } from './use-runs';

interface TrialPartProps extends StepProps {
  readonly item: RunItem;
  readonly side: TrialSide;
  /** False while trying it would prove nothing. */
  readonly may: boolean;
}

/** What came of trying one value of a secret, and a button that tries it again by its check. */
export function TrialPart({ run, item, side, may, actions, mayAct, mayWrite }: TrialPartProps) {
  const again = useReadRunAgain(run.id);
  const { check, trials } = item;
  const trial = trials[side];
  const isApproved = check?.destination.state === 'approved';
  return (
    <div className="mt-2">
      {trial ? <TrialLine trial={trial} /> : <NotTried side={side} />}
      {isApproved ? null : <NoCheck item={item} maySet={mayWrite && may} />}
      {may ? (
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
          <TryValue run={run} item={item} actions={actions} mayAct={mayAct} side={side} />
          {mayWrite ? (
            <SetCheck
              scope={item.scope}
              name={item.key}
              check={check}
              actions={{ set: actions.setCheck, remove: actions.removeCheck }}
              onChanged={again}
            />
          ) : null}
          {isApproved && mayAct ? (
            <span className="font-mono text-12 wrap-anywhere text-ink-muted">
              {check.method} {check.destination.origin}
              {check.path}
            </span>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function NotTried({ side }: { readonly side: TrialSide }) {
  return (
    <Status tone="unknown">
      {side === 'new' ? 'The new value was not tried yet.' : 'The old value was not tried yet.'}
    </Status>
  );
}

/** One trial: which value, what came of it, where, by whom, when. */
export function TrialLine({ trial }: { readonly trial: RotationTrial }) {
  const { side, version, outcome, place, answer, triedAt, triedBy, via } = trial;
  return (
    <p className="break-words">
      <Status tone={trialTone(side, outcome)}>
        The {side} value (version {version}) {TRIAL_OUTCOME[outcome]}
      </Status>{' '}
      <span className="text-ink-muted">
        at <span className="font-mono text-12 wrap-anywhere">{place}</span>: {answer} ·{' '}
        {via === 'runner' ? `as ${triedBy} reported with keystow verify` : triedBy},{' '}
        <TimeAgo instant={triedAt} />
      </span>
    </p>
  );
}

interface NoCheckProps {
  readonly item: RunItem;
  readonly maySet: boolean;
}

/** Nothing says where the console might try it, or nobody has allowed that yet. */
function NoCheck({ item: { scope, check }, maySet }: NoCheckProps) {
  return (
    <p className="mt-1 max-w-176 text-ink-muted">
      {check ? (
        <>
          The destination of its check,{' '}
          <span className="font-mono text-12">{check.destination.origin}</span>, is not approved.
          See{' '}
          <Link href={destinationsAddress(scope.path)} className="text-accent underline">
            Destinations
          </Link>
        </>
      ) : (
        <>
          It has no check that this console could try it by.{' '}
          {maySet ? 'Set one' : 'Somebody who may write it sets one'}
        </>
      )}
      , or try it from where it is used, with the command below.
    </p>
  );
}
