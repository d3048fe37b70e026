'use client';

import Link from 'next/link';
import type { BackupStanding } from '@/lib/contracts/backups';
import type { KeyOverview } from '@/lib/contracts/keys';
import { buttonClass } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import type { FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { BackupFacts } from './backups/backup-facts';
import { ConfirmCopyForm } from './facts/confirm-copy-form';
import { DataKeyTable } from './facts/data-key-table';
import { JwtSessions } from './facts/jwt-sessions';
import { MasterKeyFacts } from './facts/master-key-facts';
import { MasterKeyTable } from './facts/master-key-table';
import { NodeTable } from './facts/node-table';
import { OperationList } from './facts/operation-list';
import { RuntimeInputTable } from './facts/runtime-input-table';
import { SecretsCompared } from './facts/secrets-compared';
import { Section } from './facts/section';
import { useKeys } from './use-keys';

interface KeysPanelProps {
  readonly overview: KeyOverview;
  /** Takes `fingerprint`. */
  readonly confirmCopy: FormTarget<unknown>;
  /** Takes `takenAt` and `keptIn`. */
  readonly confirmBackup: FormTarget<BackupStanding>;
}

/** The keys as those who manage them see them: fingerprints, counts and states, never a key. */
export function KeysPanel({ overview, confirmCopy, confirmBackup }: KeysPanelProps) {
  const keys = useKeys(overview);
  const inForce = keys.masterKeys.find((row) => row.state === 'active');
  const confirmed = inForce?.copyConfirmedAt != null;
  const development = keys.state === 'development';
  return (
    <div className="max-w-280">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-2">
        <h1 className="text-20 font-medium">Keys</h1>
        <ChangeLink keys={keys} tone={confirmed || development ? 'primary' : 'plain'} />
      </div>
      <MasterKeyFacts keys={keys} />
      {confirmed || development ? null : (
        <div className="mt-5">
          <ConfirmCopyForm action={confirmCopy} />
        </div>
      )}
      <Section title="Master keys this installation has known">
        <MasterKeyTable rows={keys.masterKeys} />
      </Section>
      <Section
        title="Nodes"
        intro="Each running copy of the console: the key it runs on, and the key that its source would give it at the next start."
      >
        <NodeTable nodes={keys.nodes} wanted={inForce?.fingerprint ?? null} />
      </Section>
      <Section title="Changes of keys">
        <OperationList />
      </Section>
      <Section title="Two secrets that must never be one">
        <SecretsCompared shared={keys.jwt.shared} />
      </Section>
      <Section title="Sessions by JWT secret">
        <JwtSessions jwt={keys.jwt} />
      </Section>
      <Section title="What a backup holds and does not hold">
        {keys.backups ? <BackupFacts standing={keys.backups} action={confirmBackup} /> : null}
      </Section>
      <Section
        title="Data keys"
        intro={`${count(keys.values, 'sealed value')} under ${count(keys.dataKeys, 'data key')}. Each scope seals with its own.`}
      >
        <DataKeyTable />
      </Section>
      <Section
        title="Runtime inputs"
        intro="Which secret input reaches which process, and when. Values are neither shown nor measured."
      >
        <RuntimeInputTable />
      </Section>
    </div>
  );
}

/** Plain while a copy is to be confirmed: that comes first. */
function ChangeLink(props: { readonly keys: KeyOverview; readonly tone: 'primary' | 'plain' }) {
  const { keys, tone } = props;
  if (!keys.operation) {
    return (
      <Link href="/keys/rotate" className={buttonClass({ tone })}>
        Change keys
      </Link>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <Status tone="due">A change of keys is under way.</Status>
      <Link href={`/keys/rotate/${keys.operation.id}`} className={buttonClass({ tone })}>
        Go on with it
      </Link>
    </span>
  );
}
