'use client';

import { useState } from 'react';
import type { RecoveredLost, WorksheetProgress } from '@/lib/contracts/lost-key';
import { count, number } from '@/components/ui/count';
import { EmptyState } from '@/components/ui/empty-state';
import type { FormTarget } from '@/components/ui/form';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { Bar } from '../facts/bar';
import { Section } from '../facts/section';
import { ReadRefused } from '@/components/requests/read-refused';
import { LostConnectors } from './lost-connectors';
import { LostFactors } from './lost-factors';
import { RecoverForm } from './recover-form';
import { useWorksheetProgress, useWorksheetView } from './use-lost-key';
import { WorksheetGroups } from './worksheet-groups';
import { WorksheetTable } from './worksheet-table';

interface WorksheetPanelProps {
  /** Takes `key`; left out for whoever may not manage keys. */
  readonly recover: FormTarget<RecoveredLost> | undefined;
}

/** What was lost with a master key, worked off line by line. */
export function WorksheetPanel({ recover }: WorksheetPanelProps) {
  const { view, change } = useWorksheetView();
  const progress = useWorksheetProgress(view.by);
  const heading = <h1 className="text-20 font-medium">Worksheet of a lost key</h1>;
  if (progress.isPending) {
    return (
      <>
        {heading}
        <SkeletonRows rows={6} label="Loading the worksheet" />
      </>
    );
  }
  if (progress.isError) {
    return (
      <>
        {heading}
        <ReadRefused
          what="The worksheet"
          error={progress.error}
          onRetry={() => void progress.refetch()}
        />
      </>
    );
  }
  if (progress.data.resets.length === 0) {
    return (
      <>
        {heading}
        <EmptyState>
          No master key was ever given up here. If one is, this page lists what has to be entered
          again.
        </EmptyState>
      </>
    );
  }
  return (
    <div className="max-w-280">
      {heading}
      <Summary progress={progress.data} />
      <WorksheetGroups groups={progress.data.groups} view={view} onChange={change} />
      <WorksheetTable view={view} onChange={change} />
      {progress.data.people.length > 0 ? (
        <Section
          title="Second factors"
          intro="Seeds were sealed under the lost key. These people sign in by password alone until they set one up again."
        >
          <LostFactors people={progress.data.people} />
        </Section>
      ) : null}
      {progress.data.connectors.length > 0 ? (
        <Section
          title="Connectors"
          intro="Their credentials were sealed under the lost key, or no longer opened. What is fetched through them stops until they are entered again, on the Backends page."
        >
          <LostConnectors connectors={progress.data.connectors} />
        </Section>
      ) : null}
      {progress.data.instances.length > 0 ? (
        <Section
          title="Database connections"
          intro="Their addresses lie under a key of their own, which is not here. Set it again as INSTANCE_ENCRYPTION_KEY_PREVIOUS, or enter the addresses again on the Databases page."
        >
          <LostConnectors connectors={progress.data.instances} />
        </Section>
      ) : null}
      <Section
        title="Server key"
        intro="Deliveries are signed by a new key. Everything that takes them refuses until it pins that one."
      >
        <p>
          Set KEYSTOW_SERVER_KEY anew, as it is shown beside a new token, and run keystow login
          again where a profile is saved.
        </p>
      </Section>
      <Section
        title="What survived"
        intro="Names, owners, aliases, references to values elsewhere, people, passwords, tokens, sessions and the audit log do not lie under the master key. Whoever kept a checkpoint of the audit log compares it with the event of the reset, which quotes the log’s size and root."
      >
        <Resets resets={progress.data.resets} />
      </Section>
      {recover ? <Recover action={recover} /> : null}
    </div>
  );
}

function Summary({ progress: { open, done } }: { readonly progress: WorksheetProgress }) {
  const total = open + done;
  return (
    <div className="mt-3 max-w-176" role="status">
      <p>
        {open === 0 ? (
          <Status tone="fine">Every secret has a value again.</Status>
        ) : (
          <Status tone="due">
            {number(done)} of {count(total, 'secret')} have a value again, {number(open)} to enter.
          </Status>
        )}
      </p>
      <div className="mt-2">
        <Bar share={total === 0 ? 1 : done / total} tone={open === 0 ? 'fine' : 'due'} />
      </div>
    </div>
  );
}

function Resets({ resets }: Pick<WorksheetProgress, 'resets'>) {
  return (
    <ul className="space-y-1">
      {resets.map((reset) => (
        <li key={reset.id}>
          <span className="font-mono">{reset.lostFingerprints.join(', ')}</span> was given up by{' '}
          {reset.by} <TimeAgo instant={reset.at} />:{' '}
          {count(reset.versionsLost, 'version was', 'versions were')} set aside, and{' '}
          <span className="font-mono">{reset.masterFingerprint}</span> took its place.
        </li>
      ))}
    </ul>
  );
}

function Recover({ action }: { readonly action: FormTarget<RecoveredLost> }) {
  const [done, setDone] = useState<RecoveredLost | null>(null);
  return (
    <Section
      title="The lost key has turned up"
      intro="It opens what was set aside, which is then sealed under the keys in force. Values that were entered since stay current; the old ones stand beside them in the history."
    >
      <RecoverForm action={action} onDone={setDone} />
      <p role="status">
        {done ? (
          <Status tone={done.unreadable > 0 ? 'due' : 'fine'}>
            {count(done.recovered, 'version opens', 'versions open')} again,{' '}
            {number(done.unreadable)} do not open, {number(done.left)} are still set aside.
          </Status>
        ) : null}
      </p>
    </Section>
  );
}
