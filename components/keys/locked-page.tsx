import Link from 'next/link';
import type { ReactNode } from 'react';
import type { KeyStatus } from '@/lib/contracts/key-status';
import { buttonClass } from '@/components/ui/button';
import { CommandLine } from '@/components/ui/command-line';
import { Status } from '@/components/ui/status';
import { Door } from './door';
import { LOCK_SENTENCE } from './facts/lock-words';

interface LockedPageProps {
  readonly lock: NonNullable<KeyStatus['lock']>;
  /** Fingerprint and source of the key that was given; null where none was. */
  readonly given: { readonly fingerprint: string; readonly source: string | null } | null;
}

/** A state, not an error: which key is needed, which was given, what is safe and the ways out. */
export function LockedPage({ lock, given }: LockedPageProps) {
  return (
    <div className="max-w-176">
      <h1 className="text-20 font-medium">
        <Status tone="danger">Locked</Status>
      </h1>
      <p className="mt-2 text-15">{LOCK_SENTENCE[lock.reason]}</p>

      <dl className="mt-5 grid border-y border-line sm:grid-cols-2">
        <Side term="needs">
          {lock.needed.map((fingerprint) => (
            <span key={fingerprint} className="block">
              {fingerprint}
            </span>
          ))}
        </Side>
        <Side term="given" note={given?.source ? `from ${given.source}` : undefined}>
          {given?.fingerprint ?? 'none'}
        </Side>
      </dl>

      <p className="mt-5">
        Nothing was changed. Every value is still sealed as it was, and names, people and the audit
        log are whole. Until the right key is there, nothing can be read, sealed or deleted.
      </p>

      <ol className="mt-6">
        <Door number={1} title="Supply the key">
          {lock.fittingSources.length > 0 ? (
            <p>
              <span className="font-mono">{lock.fittingSources.join(', ')}</span> holds a key that
              fits. Take the other one away, then start Keystow again.
            </p>
          ) : (
            <p>
              Put the key that is needed into a file that only Keystow may read, and start it again.
              Its fingerprint stands wherever the key was written down.
            </p>
          )}
          <CommandLine command="KEYSTOW_MASTER_KEY_FILE=/path/to/master.key npm start" />
        </Door>
        <Door number={2} title="Restore the right backup">
          <p>
            {given
              ? 'If the key that was given is the right one, this is the wrong database: restore the one that belongs to it, or point Keystow at it.'
              : 'If this is not the database you meant to start, point Keystow at the right one.'}
          </p>
          <CommandLine command="DATA_DIR=/path/to/restored/data npm start" />
        </Door>
        <Door number={3} title="The key is lost">
          <p>
            Then nobody can open these values again, Keystow included. Four questions come before
            that is decided; after it, a worksheet lists what has to be entered again.
          </p>
          <Link href="/keys/lost" className={buttonClass({ tone: 'plain' })}>
            Is the key lost?
          </Link>
        </Door>
      </ol>
    </div>
  );
}

function Side(props: {
  readonly term: string;
  readonly note?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="py-3 sm:first:border-r sm:first:border-line sm:first:pr-4 sm:last:pl-4">
      <dt className="text-12 text-ink-muted">{props.term}</dt>
      <dd className="font-mono text-15 wrap-anywhere">{props.children}</dd>
      {props.note ? <dd className="text-12 text-ink-muted">{props.note}</dd> : null}
    </div>
  );
}
