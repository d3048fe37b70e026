'use client';

import Link from 'next/link';
import type { ManagedSecretView } from '@/lib/contracts/managed-secret';
import { ActionForm } from '@/components/ui/form';
import { Sheet } from '@/components/ui/sheet';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import { ApplyForm } from './apply-form';
import type { ManagedActions } from './managed-actions';
import { ManagedStanding, USES } from './managed-standing';
import { Rotation } from './managed-table';

interface ManagedSheetProps {
  readonly secret: ManagedSecretView;
  readonly locked: boolean;
  readonly actions: ManagedActions;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** One of the console's own secrets: what reads it, how it stands, and what a change costs. */
export function ManagedSheet({ secret, locked, actions, onDone, onClose }: ManagedSheetProps) {
  const { name, purpose, applies, wizard } = secret;
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={<span className="font-mono wrap-anywhere">{name}</span>}
      finalFocus={() => document.querySelector<HTMLElement>(`[data-managed="${name}"]`)}
    >
      <p className="mb-4">{purpose}</p>
      <Facts secret={secret} />
      <section aria-labelledby="changing" className="mt-6">
        <h3 id="changing" className="mb-1 font-medium">
          Changing it
        </h3>
        <p>{secret.rotating}</p>
        {wizard ? (
          <p className="mt-2">
            <Link href={wizard} className="text-accent underline">
              Open the page that changes it
            </Link>
          </p>
        ) : null}
      </section>
      {applies && !locked ? (
        <ApplyForm name={name} applies={applies} action={actions.apply} onDone={onDone} />
      ) : null}
      {secret.use === 'added' && !locked ? (
        <Remove
          name={name}
          action={actions.remove}
          onDone={() => {
            onClose();
            onDone();
          }}
        />
      ) : null}
    </Sheet>
  );
}

function Facts({ secret }: Pick<ManagedSheetProps, 'secret'>) {
  const { use, readBy, required, when, source, strength, sameAs, fault, applied } = secret;
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 [&>dt]:text-ink-muted">
      <dt>standing</dt>
      <dd>
        <ManagedStanding secret={secret} />
        {strength ? <span className="block text-ink-muted">{strength.words}</span> : null}
        {fault ? <span className="block">{fault}</span> : null}
      </dd>
      {sameAs.length > 0 ? (
        <>
          <dt>shared with</dt>
          <dd>
            <Status tone="danger">
              {sameAs.join(', ')}: a leak of one is a leak of both. Give each a value of its own.
            </Status>
          </dd>
        </>
      ) : null}
      <dt>from</dt>
      <dd className="break-words">{source ?? 'nowhere'}</dd>
      {applied ? (
        <>
          <dt>applied</dt>
          <dd>
            <TimeAgo instant={applied.at} /> by {applied.by}; gone when this node restarts
          </dd>
        </>
      ) : null}
      <dt>first seen</dt>
      <dd>{secret.firstSeenAt ? <TimeAgo instant={secret.firstSeenAt} /> : 'not known'}</dd>
      {secret.schedule ? (
        <>
          <dt>rotation there</dt>
          <dd>
            <Rotation schedule={secret.schedule} />
          </dd>
        </>
      ) : null}
      <dt>used</dt>
      <dd>{USES[use]}</dd>
      <dt>read by</dt>
      <dd>
        {readBy}, {when}
      </dd>
      <dt>required</dt>
      <dd>{required}</dd>
    </dl>
  );
}

interface RemoveProps {
  readonly name: string;
  readonly action: ManagedActions['remove'];
  readonly onDone: () => void;
}

function Remove({ name, action, onDone }: RemoveProps) {
  const toast = useToast();
  return (
    <ActionForm
      action={action}
      fields={[]}
      className="mt-6"
      onDone={() => {
        toast({ title: `${name} is out of the catalogue` });
        onDone();
      }}
    >
      <input type="hidden" name="name" value={name} />
      <SubmitButton tone="quiet-danger">Remove entry</SubmitButton>
      <p className="mt-1 text-12 text-ink-muted">The secret itself is left where it is.</p>
    </ActionForm>
  );
}
