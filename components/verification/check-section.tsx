'use client';

import type { VerificationCheck } from '@/lib/contracts/destination';
import type { SecretSummary } from '@/lib/contracts/secret';
import { ReadRefused } from '@/components/requests/read-refused';
import { Status } from '@/components/ui/status';
import { PLACEMENTS } from './check-form';
import type { CheckActions } from './destination-actions';
import { SetCheck } from './set-check';
import { useCheck } from './use-destinations';

interface CheckSectionProps {
  readonly secret: SecretSummary;
  /** Left out for those who may not set it. */
  readonly actions?: CheckActions | undefined;
}

/** By which request rotations try the value of a secret. */
export function CheckSection({ secret, actions }: CheckSectionProps) {
  const { key, scope } = secret;
  const read = useCheck(secret);
  if (read.isPending) return <p className="mt-3 text-ink-muted">Loading its check.</p>;
  if (read.isError) {
    return <ReadRefused what="Its check" error={read.error} onRetry={() => void read.refetch()} />;
  }
  return (
    <div className="mt-3">
      {read.data ? (
        <Request check={read.data} />
      ) : (
        <p className="text-ink-muted">It has no check that this console could try its value by.</p>
      )}
      {actions ? (
        <div className="mt-2">
          <SetCheck scope={scope} name={key} check={read.data} actions={actions} />
        </div>
      ) : null}
    </div>
  );
}

const DESTINATION = {
  asked: { tone: 'due', word: 'its destination waits for approval' },
  approved: { tone: 'fine', word: 'its destination is approved' },
  ended: { tone: 'unknown', word: 'its destination has ended' },
} as const;

function Request({ check }: { readonly check: VerificationCheck }) {
  const { destination, method, path, placement, placementName } = check;
  const { tone, word } = DESTINATION[destination.state];
  const where = PLACEMENTS.find(({ value }) => value === placement)?.label;
  return (
    <>
      <p>
        Tried by{' '}
        <span className="font-mono text-12 wrap-anywhere">
          {method} {destination.origin}
          {path}
        </span>
      </p>
      <p className="break-words text-ink-muted">
        {where}
        {placementName === null ? null : `: ${placementName}`}
      </p>
      <Status tone={tone}>{word}</Status>
    </>
  );
}
