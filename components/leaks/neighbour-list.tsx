'use client';

import Link from 'next/link';
import type { LeakNeighbour } from '@/lib/contracts/leak';
import { runAddress } from '@/components/rotation-runs/run-address';
import { SecretLink } from '@/components/vault/secret-link';
import { Status } from '@/components/ui/status';
import { isToDecide, NEIGHBOUR_WORD } from './leak-words';

interface NeighbourListProps {
  readonly neighbours: readonly LeakNeighbour[];
  readonly chosen: readonly string[];
  /** Null for whoever may not decide. */
  readonly onToggle: ((neighbour: LeakNeighbour) => void) | null;
}

/** Secrets at risk with the exposed one, why, and what was decided about each. */
export function NeighbourList({ neighbours, chosen, onToggle }: NeighbourListProps) {
  return (
    <ul aria-label="Neighbours" className="border-t border-line">
      {neighbours.map((one) => (
        <li
          key={one.id}
          className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-line py-2"
        >
          {onToggle && isToDecide(one) ? (
            <label className="flex min-h-6 items-center self-center pointer-coarse:min-h-11 pointer-coarse:px-2">
              <span className="sr-only">Choose {one.key}</span>
              <input
                type="checkbox"
                checked={chosen.includes(one.id)}
                onChange={() => onToggle(one)}
                className="size-3.5 accent-accent"
              />
            </label>
          ) : onToggle ? (
            <span aria-hidden="true" className="w-3.5 pointer-coarse:w-7.5" />
          ) : null}
          <span className="min-w-0 grow basis-56">
            {one.inBin ? (
              <>
                <span className="font-mono font-medium wrap-anywhere">{one.key}</span>{' '}
                <span className="text-ink-muted">
                  in <span className="font-mono wrap-anywhere">{one.scope}</span>
                </span>
              </>
            ) : (
              <SecretLink path={one.scope} secretKey={one.key} />
            )}
          </span>
          {one.inBin ? <Status tone="due">in the bin</Status> : null}
          <span className="text-ink-muted">
            {one.why.map((reason) => NEIGHBOUR_WORD[reason]).join(', ')}
          </span>
          <Decision neighbour={one} />
        </li>
      ))}
    </ul>
  );
}

function Decision({ neighbour }: { readonly neighbour: LeakNeighbour }) {
  const { decision, reason, run, decidedBy } = neighbour;
  if (decision === null) return <Status tone="due">undecided</Status>;
  return (
    <span className="min-w-0">
      {decision === 'leave' ? (
        <Status tone="fine">left{decidedBy ? ` by ${decidedBy}` : ''}</Status>
      ) : (
        <Status tone={run?.state === 'closed' ? 'fine' : 'due'}>
          {run ? (
            <Link href={runAddress(run.id)} className="underline">
              rotation {run.state}
            </Link>
          ) : (
            'to be rotated'
          )}
        </Status>
      )}
      {reason ? <span className="block break-words text-ink-muted">{reason}</span> : null}
    </span>
  );
}
