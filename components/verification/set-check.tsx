'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { VerificationCheck } from '@/lib/contracts/destination';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { CheckForm } from './check-form';
import { destinationsAddress } from './destinations-address';
import type { CheckActions } from './destination-actions';
import { useDestinationsDone } from './use-destinations';

interface SetCheckProps {
  readonly scope: { readonly id: string; readonly path: string };
  /** The name of the secret. */
  readonly name: string;
  readonly check: VerificationCheck | null;
  readonly actions: CheckActions;
  /** It was set or removed. */
  readonly onChanged?: (() => void) | undefined;
}

/** A button that asks by which request the value of a secret is tried. */
export function SetCheck({ scope, name, check, actions, onChanged }: SetCheckProps) {
  const [open, setOpen] = useState(false);
  const toast = useToast();
  const readAgain = useDestinationsDone();
  function done(title: string) {
    setOpen(false);
    readAgain();
    onChanged?.();
    toast({ title });
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{check ? 'Change the check…' : 'Set a check…'}</Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Check of ${name}`}>
        <p className="mb-4 text-ink-muted">
          One request with its value, sent by this console to an approved destination when somebody
          tries it in a rotation. Of the answer only the status is looked at.
        </p>
        <CheckForm
          scope={scope.id}
          name={name}
          check={check}
          action={actions.set}
          onCancel={() => setOpen(false)}
          onDone={({ destination }) =>
            done(
              destination.state === 'approved'
                ? `Check of ${name} set`
                : `Check of ${name} set; ${destination.origin} waits for approval`,
            )
          }
        />
        <div className="mt-5 flex flex-wrap items-center justify-between gap-2">
          <Link href={destinationsAddress(scope.path)} className="text-accent underline">
            Ask for a destination
          </Link>
          {check ? (
            <ActionForm
              action={actions.remove}
              fields={[]}
              onDone={() => done(`Check of ${name} removed`)}
            >
              <input type="hidden" name="scope" value={scope.id} />
              <input type="hidden" name="key" value={name} />
              <SubmitButton tone="danger">Remove the check</SubmitButton>
            </ActionForm>
          ) : null}
        </div>
      </Dialog>
    </>
  );
}
