'use client';

import Link from 'next/link';
import type { LostKeyTriage, ResetDone, TriedKey } from '@/lib/contracts/lost-key';
import { Button } from '@/components/ui/button';
import { CommandLine } from '@/components/ui/command-line';
import type { FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { Door } from '../door';
import { NeededKeys } from './needed-keys';
import { PlacesTable } from './places-table';
import { ResetForm } from './reset-form';
import { TryKeyForm } from './try-key-form';
import { useTriage } from './use-lost-key';

interface LostKeyPageProps {
  readonly triage: LostKeyTriage;
  /** Takes `key`. */
  readonly tryKey: FormTarget<TriedKey>;
  /** Takes `confirm`. */
  readonly reset: FormTarget<ResetDone>;
}

/** Four questions in order before a key is called lost; the last one is a decision. */
export function LostKeyPage({ triage, tryKey, reset }: LostKeyPageProps) {
  const looked = useTriage(triage);
  const { needed, places, holders } = looked.data;
  const fitting = places.find((place) => place.fits);
  return (
    <div className="max-w-176">
      <h1 className="text-20 font-medium">Is the master key lost?</h1>
      <p className="mt-2">
        Answer these in order. Nothing is changed before the last one, and what it changes is listed
        there.
      </p>
      <NeededKeys needed={needed} />
      <ol className="mt-4">
        <Door number={1} title="Is an older or another key still on this server?">
          <p>Keystow looked where master keys are kept here:</p>
          <PlacesTable places={places} />
          {fitting ? (
            <p className="mt-2">
              <Status tone="fine">
                <span className="font-mono">{fitting.place}</span> fits.
              </Status>{' '}
              Make it the one that Keystow is given, and start it again.
            </p>
          ) : null}
          <Button pending={looked.isFetching} onClick={() => void looked.refetch()}>
            Look again
          </Button>
        </Door>
        <Door number={2} title="Is it somewhere else?">
          {holders.map((holder) => (
            <p key={`${holder.host} ${holder.pid}`}>
              <Status tone="fine">
                The node {holder.host} (process {holder.pid}) holds it.
              </Status>{' '}
              Take the key from where that node is given it.
            </p>
          ))}
          <p>
            Look in password managers, in the secrets of your deployment, in an earlier server’s
            environment, and with whoever confirmed a copy. A key you find can be tried here:
          </p>
          <TryKeyForm action={tryKey} />
        </Door>
        <Door number={3} title="Is this the right database?">
          <p>
            A database restored from a backup needs the key of its own time. If the key you hold is
            the right one, point Keystow at the database that belongs to it.
          </p>
          <CommandLine command="DATA_DIR=/path/to/restored/data npm start" />
        </Door>
        <Door number={4} title="Then the key is lost">
          <ResetForm triage={looked.data} action={reset} />
        </Door>
      </ol>
      <p className="mt-4">
        <Link href="/keys" className="text-accent underline">
          Back to the keys
        </Link>
      </p>
    </div>
  );
}
