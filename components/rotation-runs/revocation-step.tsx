'use client';

import type { RotationRun, RunItem } from '@/lib/contracts/rotation-run';
import type { Gap } from '@/lib/domain/rotation-run-closing';
import { StepFrame } from '@/components/keys/rotation/step-frame';
import { count } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { useMinute } from '@/components/ui/use-minute';
import { ExposedValues } from './exposed-values';
import { ItemHead } from './item-head';
import { RevokeDialog } from './revoke-dialog';
import { StaleHosts } from './run-workers';
import { verifyCommands } from './step-commands';
import type { StepProps } from './step-props';
import { TrialLine, TrialPart } from './trial-part';
import { TryValue } from './try-value';

/** Fourth step: the old values are revoked at their issuers, and then have to be refused. */
export function RevocationStep(props: StepProps) {
  const { run } = props;
  const old = run.items.filter(({ oldVersion }) => oldVersion !== null);
  const commands = verifyCommands(run, 'old', old);
  return (
    <StepFrame
      title="Revoke the old values"
      does={
        <p>
          Revoke each old value where it was issued: at the provider, in the database, at the other
          end of the webhook. This console cannot do that. Say so here, then try both values in the
          same way: the old one has to be refused, and the new one has to work.
        </p>
      }
      needs={<Deadline run={run} />}
      evidence={
        <ul aria-label="Secrets" className="border-t border-line">
          {run.items.map((item) => (
            <li key={item.id} className="border-b border-line py-3">
              <OldValue {...props} item={item} />
            </li>
          ))}
        </ul>
      }
      command={commands.length > 0 ? commands.join('\n') : undefined}
      commandNote="Try an old value from where it is used:"
    />
  );
}

function Deadline({ run: { overlapEndsAt, overlapHours, leakCase } }: { run: RotationRun }) {
  const now = useMinute() * 60_000;
  if (overlapEndsAt === null) {
    return leakCase
      ? 'This rotation answers a leak: revoke the old value now, before the new one is in place if you must.'
      : `The old value is good for ${count(overlapHours, 'hour')} from when the new one is promoted.`;
  }
  const over = Date.parse(overlapEndsAt) <= now;
  return (
    <>
      The time in which both values are good {over ? 'ended' : 'ends'}{' '}
      <TimeAgo instant={overlapEndsAt} />.
    </>
  );
}

interface OldValueProps extends StepProps {
  readonly item: RunItem;
}

function OldValue({ item, ...props }: OldValueProps) {
  const { run, mayAct } = props;
  if (item.oldVersion === null) {
    return (
      <>
        <ItemHead item={item} standing={<Status tone="fine">nothing to revoke</Status>} />
        <p className="mt-1 text-ink-muted">It had no value before.</p>
      </>
    );
  }
  const mayRevoke = item.promotedAt !== null || run.leakCase !== null;
  return (
    <>
      <ItemHead item={item} standing={<Standing run={run} item={item} />} />
      {item.revokedAt ? (
        <p className="text-ink-muted">
          revoked <TimeAgo instant={item.revokedAt} /> by {item.revokedBy}
        </p>
      ) : null}
      <StaleHosts item={item} />
      {mayAct && item.revokedAt === null ? (
        mayRevoke ? (
          <div className="mt-2">
            <RevokeDialog {...props} item={item} />
          </div>
        ) : (
          <p className="mt-1 text-ink-muted">Promote its new value first.</p>
        )
      ) : null}
      <TrialPart {...props} item={item} side="old" may />
      {item.revokedAt && item.newVersion !== null ? <NewValue {...props} item={item} /> : null}
      <ExposedValues {...props} item={item} />
    </>
  );
}

/** Beside a refusal: that the new value works in the same way shows whose refusal it is. */
function NewValue({ item, ...props }: OldValueProps) {
  const { trials } = item;
  return (
    <div className="mt-3 space-y-2">
      {trials.new ? <TrialLine trial={trials.new} /> : null}
      <TryValue {...props} item={item} side="new" />
    </div>
  );
}

const UNPROVEN: readonly Gap[] = [
  'old_not_tried',
  'old_tried_otherwise',
  'old_works',
  'exposed_not_tried',
  'exposed_works',
];

/** Of what is revoked alone; its refusal is what ends it. */
function Standing({ run, item }: Pick<OldValueProps, 'run' | 'item'>) {
  const { key, revokedAt, trials } = item;
  const refused =
    revokedAt !== null &&
    trials.old?.outcome === 'refused' &&
    Date.parse(trials.old.triedAt) >= Date.parse(revokedAt) &&
    !run.gaps.some((gap) => gap.key === key && UNPROVEN.includes(gap.code));
  if (refused) return <Status tone="fine">revoked and refused</Status>;
  return revokedAt === null ? (
    <Status tone="due">old value not revoked</Status>
  ) : (
    <Status tone="due">revoked, not seen to be refused</Status>
  );
}
