'use client';

import { useState } from 'react';
import type { RunItem } from '@/lib/contracts/rotation-run';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { useMinute } from '@/components/ui/use-minute';
import { RunForm } from './run-form';
import type { StepProps } from './step-props';

interface RevokeDialogProps extends StepProps {
  readonly item: RunItem;
}

const HOSTS_SHOWN = 8;

/** Somebody says that an old value is revoked; who still runs with it is named first. */
export function RevokeDialog({ run, item, actions }: RevokeDialogProps) {
  const [open, setOpen] = useState(false);
  const toast = useToast();
  const now = useMinute() * 60_000;
  const { key, oldVersion, counts } = item;
  const isLive = run.overlapEndsAt !== null && Date.parse(run.overlapEndsAt) > now;
  const early = isLive || counts.stale > 0 || run.overlapEndsAt === null;
  const close = () => setOpen(false);
  return (
    <>
      <Button tone="danger" onClick={() => setOpen(true)}>
        I revoked it at its issuer…
      </Button>
      <Dialog alert open={open} onOpenChange={setOpen} title={`Is the old ${key} revoked?`}>
        <RunForm
          run={run}
          item={item}
          action={actions.revoke}
          onDone={() => {
            close();
            toast({ title: `Old value of ${key} recorded as revoked` });
          }}
        >
          {early ? <input type="hidden" name="early" value="on" /> : null}
          <div className="space-y-2">
            <p>
              You say that version {oldVersion} is good nowhere any more. There is no rolling back
              to it after this.
            </p>
            {counts.stale > 0 ? <StillHeld item={item} /> : null}
            {isLive ? (
              <p>
                <Status tone="due">The time in which both values are good is not over yet.</Status>
              </p>
            ) : null}
          </div>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <SubmitButton tone="danger">
              {early ? 'It is revoked, early' : 'It is revoked'}
            </SubmitButton>
          </DialogActions>
        </RunForm>
      </Dialog>
    </>
  );
}

function StillHeld({ item: { counts, workers } }: { readonly item: RunItem }) {
  const hosts = [...new Set(workers.filter(({ newest }) => !newest).map(({ host }) => host))];
  const more = hosts.length - HOSTS_SHOWN;
  return (
    <p>
      <Status tone="danger">
        {count(counts.stale, 'worker')} still {counts.stale === 1 ? 'holds' : 'hold'} it and will
        fail: {hosts.slice(0, HOSTS_SHOWN).join(', ')}
        {more > 0 ? ` and ${more} more` : ''}.
      </Status>
    </p>
  );
}
