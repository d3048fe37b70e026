import type { VersionSummary } from '@/lib/contracts/version';
import { Button } from '@/components/ui/button';
import { Fingerprint } from '@/components/ui/fingerprint';
import { TimeAgo } from '@/components/ui/time-ago';
import { BackendVersion } from '../backend/backend-version';
import type { SecretRights } from '../secret-rights';
import { VersionMark } from './version-mark';

interface VersionEntryProps {
  readonly version: VersionSummary;
  readonly may: SecretRights;
  readonly onRollBack: () => void;
  readonly onDestroy: () => void;
  /** Of a staged version. */
  readonly onPromote: () => void;
  readonly onDiscard: () => void;
}

/** One version: its state and fingerprint, who made it, when and why, and what can be done with it. */
export function VersionEntry(props: VersionEntryProps) {
  const { version, may, onRollBack, onDestroy, onPromote, onDiscard } = props;
  const { version: number, state, reason, destroyedAt } = version;
  // Without an envelope there is nothing to seal again, and nothing to destroy.
  const elsewhere = version.fingerprint === null && !['destroyed', 'lost'].includes(state);
  const past = state !== 'current' && state !== 'destroyed' && !elsewhere;
  const staged = state === 'staged';
  return (
    <li className="border-t border-line py-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-mono font-medium">
          <span className="sr-only">version </span>
          {number}
        </span>
        <VersionMark state={state} />
        {elsewhere ? (
          <span className="min-w-0 text-ink-muted">
            at a backend: <BackendVersion version={version.backendVersion} />
          </span>
        ) : (
          <Fingerprint hex={version.fingerprint} />
        )}
      </div>
      <p className="text-12 text-ink-muted">
        <TimeAgo instant={version.createdAt} /> · {version.createdBy}
        {destroyedAt === null ? null : (
          <>
            {' '}
            · destroyed <TimeAgo instant={destroyedAt} />
          </>
        )}
      </p>
      {reason === null ? null : <p className="break-words">{reason}</p>}
      {past ? (
        <div className="mt-1 -ml-3 flex flex-wrap empty:hidden">
          {may.write && staged ? (
            <>
              <Button tone="quiet" onClick={onPromote}>
                Promote {number}…
              </Button>
              <Button tone="quiet" onClick={onDiscard}>
                Discard… <span className="sr-only">version {number}</span>
              </Button>
            </>
          ) : null}
          {may.write && !staged ? (
            <Button tone="quiet" onClick={onRollBack}>
              Roll back to {number}…
            </Button>
          ) : null}
          {may.delete ? (
            <Button tone="quiet-danger" onClick={onDestroy}>
              Destroy… <span className="sr-only">version {number}</span>
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
