import type { LostKeyTriage } from '@/lib/contracts/lost-key';
import { TimeAgo } from '@/components/ui/time-ago';

/** Which keys would open this database, and what is remembered of each. */
export function NeededKeys({ needed }: { readonly needed: LostKeyTriage['needed'] }) {
  return (
    <dl className="mt-4 border-t border-line">
      {needed.map((key) => (
        <div key={key.fingerprint} className="py-3 not-first:border-t not-first:border-line">
          <dt className="text-12 text-ink-muted">needed</dt>
          <dd className="font-mono text-15 wrap-anywhere">{key.fingerprint}</dd>
          <dd className="text-ink-muted">
            First seen <TimeAgo instant={key.firstSeenAt} /> in{' '}
            <span className="font-mono">{key.source}</span>.{' '}
            {key.copyConfirmedAt ? (
              <>
                {key.copyConfirmedBy} confirmed a copy kept elsewhere{' '}
                <TimeAgo instant={key.copyConfirmedAt} />.
              </>
            ) : (
              'Nobody ever confirmed a copy kept elsewhere.'
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
