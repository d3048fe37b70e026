'use client';

import { useState } from 'react';
import { verifyAudit } from '@/lib/client/audit';
import type { AuditVerification } from '@/lib/contracts/audit-verification';
import { HEAD_UNCHECKED } from '@/lib/domain/audit-verification';
import { Button, buttonClass } from '@/components/ui/button';
import { count, number } from '@/components/ui/count';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Status } from '@/components/ui/status';

type Verified =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly found: AuditVerification }
  | { readonly state: 'refused'; readonly why: string };

/** Verifies the log, and hands it out as files. */
export function AuditTools({ log }: { readonly log: string }) {
  const [verified, setVerified] = useState<Verified | null>(null);
  const query = (format: string) =>
    new URLSearchParams({ ...(log === '' ? {} : { log }), format }).toString();

  async function verify() {
    setVerified({ state: 'running' });
    try {
      setVerified({ state: 'done', found: await verifyAudit(log) });
    } catch (error) {
      setVerified({ state: 'refused', why: error instanceof Error ? error.message : '' });
    }
  }

  return (
    <span className="flex flex-wrap gap-2 print:hidden">
      <a href={`/api/v1/audit/export?${query('jsonl')}`} download className={buttonClass()}>
        Export (verifies)
      </a>
      <a href={`/api/v1/audit/export?${query('csv')}`} download className={buttonClass()}>
        Export CSV
      </a>
      <Button tone="primary" onClick={() => void verify()}>
        Verify log
      </Button>
      {verified ? (
        <Dialog
          open
          title="Verify log"
          onOpenChange={(open) => (open ? undefined : setVerified(null))}
        >
          <div role="status">
            <Outcome verified={verified} />
          </div>
          <DialogActions>
            <Button onClick={() => setVerified(null)}>Close</Button>
          </DialogActions>
        </Dialog>
      ) : null}
    </span>
  );
}

function Outcome({ verified }: { readonly verified: Verified }) {
  if (verified.state === 'running') return <p>Every event is read and hashed again.</p>;
  if (verified.state === 'refused') {
    return <Status tone="danger">The log could not be verified. {verified.why}</Status>;
  }
  const { ok, events, head, headChecked, faults, checkpoints, seconds } = verified.found;
  return (
    <>
      <p>
        <Status tone={ok ? 'fine' : 'danger'}>
          {ok ? 'The log is what was written.' : 'The log is not what was written.'}
        </Status>
      </p>
      <p className="mt-2">
        {count(events, 'event')} and {count(checkpoints, 'checkpoint')} in {number(seconds)}{' '}
        seconds.
      </p>
      {headChecked ? null : <p className="mt-2">{HEAD_UNCHECKED}</p>}
      <p className="mt-2 text-12 text-ink-muted">Root</p>
      <p className="font-mono text-12 wrap-anywhere">{head.root}</p>
      {faults.length > 0 ? (
        <ul
          className="mt-3 max-h-60 space-y-1 overflow-y-auto"
          tabIndex={0}
          aria-label="What is wrong"
        >
          {faults.map((fault, index) => (
            <li key={index}>
              <span className="font-mono">{fault.number}</span> {fault.message}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="mt-3 text-ink-muted">
        This server cannot show that it was not rewound: a checkpoint kept elsewhere does, with
        keystow audit verify.
      </p>
    </>
  );
}
