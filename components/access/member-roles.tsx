import type { MemberDetails, MemberGrant } from '@/lib/contracts/member';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { DELIVERIES_REMARK } from '@/lib/domain/role-words';
import { GrantedRoles } from './granted-roles';

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
      <GrantedRoles {...{ scopes, grants, onRevoke }} held={member.grants} />
      {issues ? <p className="mt-3 text-12 text-ink-muted">{DELIVERIES_REMARK}</p> : null}
    </section>
  );
}
