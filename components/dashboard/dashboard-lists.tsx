import Link from 'next/link';
import type { Dashboard } from '@/lib/contracts/dashboard';
import { count } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { SecretLink } from '@/components/vault/secret-link';

interface ListProps<K extends 'members' | 'changes' | 'tokens'> {
  readonly list: NonNullable<Dashboard[K]>;
}

/** The service lists no more. */
const TOKENS_SHOWN_MAX = 20;

const row = 'flex flex-wrap justify-between gap-x-4 border-t border-line py-2';

/** Who has a role around the team. */
export function MemberLines({ list }: ListProps<'members'>) {
  const active = list.items.filter((member) => member.deactivatedAt === null);
  return (
    <ul>
      {active.map((member) => (
        <li key={member.id} className={row}>
          <Link href={`/access?person=${member.id}`} className="min-w-0 hover:underline">
            <span className="font-medium">{member.name}</span>{' '}
            <span className="text-12 text-ink-muted">
              {[...new Set(member.grants.map((grant) => grant.role))].join(', ')}
            </span>
          </Link>
          {member.password && !member.secondFactor ? (
            <Status tone="due">no second factor</Status>
          ) : null}
        </li>
      ))}
      {list.next === null ? null : <li className={row}>And more.</li>}
    </ul>
  );
}

/** What was recorded there lately. */
export function ChangeLines({ list }: ListProps<'changes'>) {
  if (list.length === 0) return <p className="text-ink-muted">Nothing was recorded here yet.</p>;
  return (
    <ul>
      {list.map(({ number, at, actor, action, target, scope }) => (
        <li key={number} className={row}>
          <span className="min-w-0">
            {actor?.name ?? 'erased'} <span className="font-mono text-12">{action}</span>{' '}
            {target?.kind === 'secret' && scope ? (
              <SecretLink path={scope.path} secretKey={target.name} />
            ) : (
              <span className="font-mono text-12 text-ink-muted">
                {target?.name ?? scope?.path ?? ''}
              </span>
            )}
          </span>
          <span className="text-ink-muted">
            <TimeAgo instant={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Tokens that end soon, of those that work. */
export function TokenLines({ list: { working, ending } }: ListProps<'tokens'>) {
  if (ending.length === 0) {
    return (
      <p className="text-ink-muted">
        {working === 0 ? 'No token works here.' : `None of ${count(working, 'token')}.`}
      </p>
    );
  }
  return (
    <ul>
      {ending.map(({ id, name, scope, expiresAt }) => (
        <li key={id} className={row}>
          <span className="min-w-0">
            <span className="font-medium">{name}</span>{' '}
            <span className="font-mono text-12 text-ink-muted">{scope.path}</span>
          </span>
          <Status tone="due">
            ends <TimeAgo instant={expiresAt ?? ''} />
          </Status>
        </li>
      ))}
      {ending.length === TOKENS_SHOWN_MAX ? <li className={row}>And perhaps more.</li> : null}
    </ul>
  );
}
