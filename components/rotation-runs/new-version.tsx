import type { RunItem } from '@/lib/contracts/rotation-run';
import { TimeAgo } from '@/components/ui/time-ago';
import { ORIGIN_WORD } from './run-words';
import { VersionFingerprint } from './version-fingerprint';

/** What is sealed as the new value: told by its version and fingerprint, never shown. */
export function NewVersion({ item }: { readonly item: RunItem }) {
  const { origin, stagedAt, stagedBy, newVersion } = item;
  if (newVersion === null) return null;
  return (
    <p className="mt-1">
      Version {newVersion}, fingerprint <VersionFingerprint item={item} version={newVersion} />
      {origin ? `, ${ORIGIN_WORD[origin]}` : null}
      {stagedAt && stagedBy ? (
        <span className="text-ink-muted">
          {' '}
          by {stagedBy}, <TimeAgo instant={stagedAt} />
        </span>
      ) : null}
    </p>
  );
}
