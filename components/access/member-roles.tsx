import type { MemberDetails, MemberGrant } from '@/lib/contracts/member';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/token-form';
import { DELIVERIES_REMARK } from '@/lib/domain/role-words';
import { permissionsAt } from '@/components/tokens/permissions-at';
import { Button } from '@/components/ui/button';
import { placeOf } from './role-chip';

interface MemberRolesProps {
  readonly member: MemberDetails;
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  /** Left out while nothing can be changed. */
  readonly onRevoke: ((grant: MemberGrant) => void) | undefined;
}

/** Each role with where it holds and what it gives: what the person can reach. */
export function MemberRoles({ member, scopes, grants, onRevoke }: MemberRolesProps) {
  const issues = member.grants.some((one) => one.permissions.includes('deliveries:create'));
  return (
    <section aria-labelledby="member-roles" className="mt-5 border-t border-line pt-4">
      <h2 id="member-roles" className="mb-2 font-medium">
        Roles, and what they reach
      </h2>
      {member.grants.length === 0 ? <p>No role: this person can sign in and do nothing.</p> : null}
      <ul className="space-y-3">
        {member.grants.map((grant) => (
          <li key={grant.id}>
            <div className="flex flex-wrap items-baseline justify-between gap-2">
              <p className="min-w-0 break-words">
                <span className="font-medium">{grant.role}</span> on{' '}
                <span className="font-mono text-12">{placeOf(grant)}</span>
                {grant.scope.kind === 'app' || grant.scope.kind === 'organization'
                  ? null
                  : ' and all below'}
              </p>
              {onRevoke && mayTake(scopes, grants, grant) ? (
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
      {issues ? <p className="mt-3 text-12 text-ink-muted">{DELIVERIES_REMARK}</p> : null}
    </section>
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
