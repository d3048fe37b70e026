import { Status } from '@/components/ui/status';

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

/** What a copy of the database is good for, and what it is no good for alone. */
export function BackupFacts({ confirmed }: { readonly confirmed: boolean }) {
  return (
    <>
      <p className="mb-3">
        {confirmed ? (
          <Status tone="fine">A copy of the master key off this machine is confirmed.</Status>
        ) : (
          <Status tone="danger">
            No copy of the master key is confirmed. If this machine is lost, no backup can be
            opened.
          </Status>
        )}
      </p>
      <div className="grid max-w-200 gap-x-8 gap-y-4 sm:grid-cols-2">
        <List title="It holds" items={HOLDS} />
        <List title="It does not hold" items={LACKS} />
      </div>
      <p className="mt-3 max-w-176 text-ink-muted">
        Keystow makes no backups itself: this is about a copy of its database that you make. A copy
        of the config folder beside it puts the key next to what it opens; keep the two apart. A
        backup needs the key of its own time: keep retired keys for as long as you keep the backups
        made under them.
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
