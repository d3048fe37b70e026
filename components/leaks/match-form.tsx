'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { LeakMatches } from '@/lib/contracts/leak';
import { MATCH_BYTES_MIN } from '@/lib/domain/leak';
import { SecretLink } from '@/components/vault/secret-link';
import { buttonClass } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { ActionForm } from '@/components/ui/form';
import { SecretField } from '@/components/ui/secret-field';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import type { MatchLeak } from './leak-actions';
import { leakAddress, newLeakAddress } from './leak-address';

/** Takes a value that may have leaked and tells whose it is. It is compared and forgotten. */
export function MatchForm({ match }: { readonly match: MatchLeak }) {
  const [answer, setAnswer] = useState<LeakMatches | null>(null);
  const [round, setRound] = useState(0);
  return (
    <section aria-labelledby="match" className="mb-8 max-w-176">
      <h2 id="match" className="text-15 font-medium">
        Whose value is this?
      </h2>
      <p className="mt-1 mb-3 text-ink-muted">
        Paste what was found. It is compared by its keyed fingerprint with every version within your
        reach, and neither kept nor logged.
      </p>
      <ActionForm
        action={match}
        fields={['value']}
        className="sm:max-w-112"
        onDone={(matches) => {
          setAnswer(matches);
          setRound(round + 1);
        }}
      >
        <SecretField
          // What was pasted leaves the page with the answer, lines and all.
          key={round}
          name="value"
          label="Suspected value"
          hint={`Whole, at least ${MATCH_BYTES_MIN} bytes: parts of values are not found.`}
        />
        <SubmitButton>Find its secret</SubmitButton>
      </ActionForm>
      <div role="status" className="mt-4 empty:hidden">
        {answer ? <Answer answer={answer} /> : null}
      </div>
    </section>
  );
}

function Answer({ answer: { matches, left } }: { readonly answer: LeakMatches }) {
  const allowance = `${count(left.minute, 'more value')} may be compared in this minute, ${left.day} today.`;
  if (matches.length === 0) {
    return (
      <>
        <Status tone="unknown">No value within your reach is this one.</Status>
        <p className="mt-1 text-12 text-ink-muted">
          Somebody with a wider reach may find it. {allowance}
        </p>
      </>
    );
  }
  return (
    <>
      <Status tone="danger">
        {matches.length === 1
          ? 'It is a value of this secret.'
          : `It is a value of ${count(matches.length, 'version')} here.`}
      </Status>
      <ul aria-label="Secrets of that value" className="mt-2 border-t border-line">
        {matches.map((one) => (
          <Match key={`${one.secret.id} ${one.version}`} match={one} />
        ))}
      </ul>
      <p className="mt-2 text-12 text-ink-muted">{allowance}</p>
    </>
  );
}

interface MatchProps {
  readonly match: LeakMatches['matches'][number];
}

function Match({ match: { secret, version, state, openCase } }: MatchProps) {
  const named = { path: secret.scope.path, key: secret.key };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2">
      <span className="min-w-0 grow basis-60">
        <SecretLink path={named.path} secretKey={named.key} />
        <span className="block text-12 text-ink-muted">
          version {version}, {state}
        </span>
      </span>
      {openCase ? (
        <Link href={leakAddress(openCase)} className={buttonClass()}>
          Go to its case
        </Link>
      ) : (
        <Link href={newLeakAddress(named, [version])} className={buttonClass({ tone: 'primary' })}>
          Open a case
        </Link>
      )}
    </li>
  );
}
