'use client';

import { evidencePackAddress } from '@/lib/client/rotation-runs';
import type { RotationRun, RunItem } from '@/lib/contracts/rotation-run';
import { PackLinks } from '@/components/evidence/pack-links';
import { Button } from '@/components/ui/button';
import { Fact, FactList } from '@/components/ui/fact-list';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { EvidenceList } from './evidence-list';
import { GAP_WORD, ORIGIN_WORD } from './run-words';
import { TrialLine } from './trial-part';

/** What a rotation that has ended leaves: a page to print, and the signed evidence to download. */
export function RunProof({ run }: { readonly run: RotationRun }) {
  const abandoned = run.state === 'abandoned';
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h2 className="text-15 font-medium">{abandoned ? 'What was done' : 'Proof of rotation'}</h2>
        <Downloads id={run.id} />
      </div>
      {run.exception?.signedBy ? (
        <div className="mb-4 max-w-176 border-l-3 border-due bg-panel px-4 py-3">
          <Status tone="due">
            Closed by an exception, without:{' '}
            {run.exception.gaps.map((gap) => GAP_WORD[gap]).join('; ')}.
          </Status>
          <p className="mt-1 break-words text-ink-muted">
            {run.exception.askedBy} asked: {run.exception.reason} Signed by {run.exception.signedBy}
            .
          </p>
        </div>
      ) : null}
      <ul aria-label="Secrets" className="border-t border-line">
        {run.items.map((item) => (
          <li key={item.id} className="break-inside-avoid border-b border-line py-3">
            <Rotated item={item} />
          </li>
        ))}
      </ul>
      <h3 className="mt-6 mb-2 font-medium">Recorded evidence</h3>
      {run.evidence.length > 0 ? (
        <EvidenceList evidence={run.evidence} />
      ) : (
        <p className="text-ink-muted">None.</p>
      )}
      <p className="mt-4 text-12 text-ink-muted">
        Rotation <span className="font-mono">{run.id}</span>. Values are in none of this.
      </p>
    </>
  );
}

function Downloads({ id }: Pick<RotationRun, 'id'>) {
  return (
    <span className="flex flex-wrap gap-2 print:hidden">
      <PackLinks addressOf={(format) => evidencePackAddress(id, format)} />
      <Button onClick={() => window.print()}>Print</Button>
    </span>
  );
}

function Rotated({ item }: { readonly item: RunItem }) {
  const { key, scope, oldVersion, newVersion, origin, trials, exposed } = item;
  return (
    <>
      <h3 className="font-mono font-medium wrap-anywhere">
        {key} <span className="text-12 font-normal text-ink-muted">{scope.path}</span>
      </h3>
      <div className="mt-1">
        <FactList>
          <Fact term="Versions">
            {oldVersion ?? '–'} → {newVersion ?? '–'}
            {origin ? `, ${ORIGIN_WORD[origin]}` : null}
          </Fact>
          <When term="Sealed" at={item.stagedAt} by={item.stagedBy} />
          <When term="Promoted" at={item.promotedAt} by={item.promotedBy} />
          <When term="Old revoked" at={item.revokedAt} by={item.revokedBy} />
          {trials.new ? (
            <Fact term="New value">
              <TrialLine trial={trials.new} />
            </Fact>
          ) : null}
          {trials.old ? (
            <Fact term="Old value">
              <TrialLine trial={trials.old} />
            </Fact>
          ) : null}
          {exposed.map(({ version, trial }) => (
            <Fact key={version} term="Leaked as well">
              {trial ? <TrialLine trial={trial} /> : `Version ${version}, which was not tried`}
            </Fact>
          ))}
        </FactList>
      </div>
    </>
  );
}

interface WhenProps {
  readonly term: string;
  readonly at: string | null;
  readonly by: string | null;
}

/** With the exact instant, for paper. */
function When({ term, at, by }: WhenProps) {
  if (at === null) return null;
  return (
    <Fact term={term}>
      <TimeAgo instant={at} /> by {by}
      <span className="hidden print:inline"> ({at})</span>
    </Fact>
  );
}
