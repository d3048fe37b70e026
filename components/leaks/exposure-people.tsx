'use client';

import type { LeakExposure } from '@/lib/contracts/leak';
import { count } from '@/components/ui/count';
import { TimeAgo } from '@/components/ui/time-ago';

/** Who sealed or changed an exposed version, and what passes it on. */
export function ExposurePeople({ exposure }: { readonly exposure: LeakExposure }) {
  const { people, integrations, aliases } = exposure;
  return (
    <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      <div>
        <h3 className="mb-1 font-medium">Who sealed or changed it</h3>
        {people.length === 0 ? <p className="text-ink-muted">Nobody is known.</p> : null}
        <ul>
          {people.map(({ name, did, at }) => (
            <li key={`${name} ${did} ${at}`} className="border-t border-line py-1.5">
              {name} <span className="text-ink-muted">{did},</span>{' '}
              <span className="text-ink-muted">
                <TimeAgo instant={at} />
              </span>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3 className="mb-1 font-medium">What passes it on</h3>
        {integrations.length + aliases.length === 0 ? (
          <p className="text-ink-muted">No integration and no alias.</p>
        ) : null}
        <ul>
          {integrations.map(({ id, name, deliveries }) => (
            <li key={id} className="border-t border-line py-1.5">
              Integration <span className="font-medium">{name}</span>{' '}
              <span className="text-ink-muted">{count(deliveries, 'delivery', 'deliveries')}</span>
            </li>
          ))}
          {aliases.map(({ key, scope }) => (
            <li key={`${scope} ${key}`} className="border-t border-line py-1.5">
              Alias <span className="font-mono font-medium wrap-anywhere">{key}</span>{' '}
              <span className="font-mono text-12 wrap-anywhere text-ink-muted">{scope}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
