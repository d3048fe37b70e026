import Link from 'next/link';
import type { MemberGrant } from '@/lib/contracts/member';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { Button } from '@/components/ui/button';
import { placeOf } from './role-chip';

interface GrantedRolesProps {
  /** Of a person or a group. */
  readonly held: readonly MemberGrant[];
  readonly scopes: readonly ScopeSummary[];
  /** What the person asking holds. */
  readonly grants: readonly OwnGrant[];
  /** Left out while nothing can be changed. */
  readonly onRevoke: ((grant: MemberGrant) => void) | undefined;
}

/** Each role with where it holds and what it gives. */
export function GrantedRoles({ held, scopes, grants, onRevoke }: GrantedRolesProps) {
  return (
    <ul className="space-y-3">
      {held.map((grant) => (
        <li key={grant.id}>
          <div className="flex flex-wrap items-baseline justify-between gap-2">
            <p className="min-w-0 break-words">
              <span className="font-medium">{grant.role}</span> on{' '}
              <span className="font-mono text-12">{placeOf(grant)}</span>
              {grant.scope.kind === 'app' || grant.scope.kind === 'organization'
                ? null
                : ' and all below'}
              {grant.through ? <Through group={grant.through} /> : null}
            </p>
            {onRevoke && !grant.through && mayTake(scopes, grants, grant) ? (
              <Button
                tone="quiet-danger"
                aria-label={`Take away ${grant.role} on ${placeOf(grant)}`}
                onClick={() => onRevoke(grant)}
              >
                Take away…
              </Button>
            ) : null}
          </div>
          <p className="font-mono text-12 break-words text-ink-muted">
            {grant.permissions.join(' ')}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** A role of a group ends at the group. */
function Through({ group }: { readonly group: NonNullable<MemberGrant['through']> }) {
  return (
    <>
      , through{' '}
      <Link
        href={`/access?view=groups&group=${encodeURIComponent(group.slug)}`}
        className="underline"
      >
        {group.name}
      </Link>
    </>
  );
}

/** Only by one who manages people there and has all that the role gives. */
function mayTake(
  scopes: readonly ScopeSummary[],
  grants: readonly OwnGrant[],
  { scope, permissions }: MemberGrant,
): boolean {
  const place = scopes.find((one) => one.id === scope.id);
  if (!place) return false;
  const held = permissionsAt(scopes, grants, place);
  return held.includes('members:manage') && permissions.every((one) => held.includes(one));
}
