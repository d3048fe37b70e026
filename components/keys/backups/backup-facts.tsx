import type { BackupStanding } from '@/lib/contracts/backups';
import type { FormTarget } from '@/components/ui/form';
import { Fold } from '@/components/ui/fold';
import { Status } from '@/components/ui/status';
import { BackupList } from './backup-list';
import { backupSentence } from './backup-words';
import { ConfirmBackupForm } from './confirm-backup-form';

const HOLDS = [
  'every value, sealed',
  'the root key and the data keys, wrapped under the master key',
  'names, versions, people, tokens as hashes, and the audit log',
  'the fingerprint of the master key it needs',
];

const LACKS = [
  'the master key',
  'the JWT secret: everybody signs in again after a restore',
  'anything else of the environment or of the config folder',
];

interface BackupFactsProps {
  readonly standing: BackupStanding;
  readonly action: FormTarget<BackupStanding>;
}

/** What a copy of the database is good for, what it is no good for alone, and which there are. */
export function BackupFacts({ standing, action }: BackupFactsProps) {
  const { warnings, newest } = standing;
  return (
    <>
      <ul className="mb-3 space-y-1">
        {warnings.map((warning) => (
          <li key={warning}>
            <Status tone={warning === 'no_copy' || warning === 'none' ? 'danger' : 'due'}>
              {backupSentence(warning, standing)}
            </Status>
          </li>
        ))}
        {warnings.includes('no_copy') ? null : (
          <li>
            <Status tone="fine">A copy of the master key off this machine is confirmed.</Status>
          </li>
        )}
      </ul>
      <BackupList newest={newest} />
      <Fold summary="Confirm a backup of the database" fields={['takenAt', 'keptIn']}>
        <p className="mb-3 max-w-176">
          For one that was taken with tools of your own, such as pg_dump, or by copying the data
          folder of a stopped console. A confirmation is your word, with your name in the audit log:
          Keystow has neither seen the backup nor tried to open it.
        </p>
        <ConfirmBackupForm action={action} />
      </Fold>
      <div className="grid max-w-200 gap-x-8 gap-y-4 sm:grid-cols-2">
        <List title="It holds" items={HOLDS} />
        <List title="It does not hold" items={LACKS} />
      </div>
      <p className="mt-3 max-w-176 text-ink-muted">
        Keystow takes, verifies and tries backups itself on the page Backups; what you take with
        other tools is confirmed here. A copy of the config folder beside it puts the key next to
        what it opens; keep the two apart. A backup needs the key of its own time: keep retired keys
        for as long as you keep the backups made under them.
      </p>
    </>
  );
}

function List({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <ul className="mt-1 list-disc space-y-0.5 pl-4">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
