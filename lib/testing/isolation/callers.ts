// Who calls in the isolation matrix: somebody with each role, on the target's team and on everything.

import type { UserActor } from '@/lib/domain/actor';
import { newUuid } from '@/lib/domain/ids';
import { permissionsOfGrant, PERMISSIONS, ROLES } from '@/lib/domain/permissions';
import type { Permission } from '@/lib/domain/permissions';
import { insertUser } from '@/lib/db/people/members';
import { recorded } from '@/lib/services/recorded';
import { signIn, userOf } from '../organization';
import type { Rest, Sender } from '../rest';
import type { Rule } from './operation-rights';

export interface Caller {
  /** As in “an editor of the team”. */
  readonly name: string;
  readonly actor: UserActor;
  readonly sender: Sender;
  readonly onTeam: ReadonlySet<Permission>;
  readonly onOrganization: ReadonlySet<Permission>;
}

/** A role of the organization's own, which no built-in one is like. */
const CUSTOM = { slug: 'sealer', permissions: ['scopes:read', 'secrets:write'] };

/**
 * Nobody in particular, then each role on the team and on the organization, a custom one included; and
 * one who holds his role through a group.
 */
export async function makeCallers(rest: Rest, teamId: string): Promise<Caller[]> {
  const { id: organizationId } = rest.organization;
  const { prisma } = rest.installation.database;
  const customRoleId = newUuid();
  await prisma.customRole.create({
    data: { id: customRoleId, organizationId, name: 'Sealer', ...CUSTOM },
  });
  const callers = [await makeCaller(rest, 'nobody', null)];
  for (const role of [...ROLES, CUSTOM.slug]) {
    for (const scopeId of [teamId, organizationId]) {
      const place = scopeId === teamId ? 'team' : 'organization';
      const custom = role === CUSTOM.slug ? customRoleId : null;
      const grant = { role, scopeId, customRoleId: custom };
      callers.push(await makeCaller(rest, `${role}-of-${place}`, grant));
    }
  }
  const inGroup = { role: 'editor', scopeId: teamId, customRoleId: null, group: 'editors' };
  callers.push(await makeCaller(rest, 'editor-of-team-by-group', inGroup));
  return callers;
}

interface HeldRole {
  readonly role: string;
  readonly scopeId: string;
  readonly customRoleId: string | null;
  /** The slug of the group through which it is held. */
  readonly group?: string;
}

async function makeCaller(rest: Rest, name: string, grant: HeldRole | null): Promise<Caller> {
  const { installation, organization } = rest;
  const { id: organizationId, ctx, owner } = organization;
  const { prisma } = installation.database;
  const { passwordHash } = await prisma.user.findUniqueOrThrow({ where: { id: owner.id } });
  if (passwordHash === null) throw new Error('The owner of a test organization has a password.');
  const id = newUuid();
  const email = `${name}@acme.example`;
  await recorded(
    ctx,
    (tx) => insertUser(tx, { id, organizationId, name, email, passwordHash }),
    () => ({ in: { organizationId }, events: [{ action: 'user.created', user: { id, name } }] }),
  );
  if (grant) await giveTo(rest, id, grant);
  const everywhere = grant?.scopeId === organizationId;
  const held = grant
    ? permissionsOfGrant(
        grant.role,
        grant.customRoleId === null ? null : CUSTOM.permissions,
        everywhere,
      )
    : [];
  return {
    name,
    actor: await userOf(installation, email),
    sender: { cookie: await signIn(installation, email) },
    onTeam: new Set(held),
    onOrganization: new Set(everywhere ? held : []),
  };
}

async function giveTo(rest: Rest, userId: string, { group, ...grant }: HeldRole): Promise<void> {
  const { prisma } = rest.installation.database;
  if (group === undefined) {
    await prisma.scopeGrant.create({ data: { id: newUuid(), userId, ...grant } });
    return;
  }
  const groupId = newUuid();
  const { id: organizationId } = rest.organization;
  await prisma.peopleGroup.create({
    data: { id: groupId, organizationId, slug: group, name: group },
  });
  await prisma.groupMember.create({ data: { groupId, userId, source: 'console' } });
  await prisma.scopeGrant.create({ data: { id: newUuid(), groupId, ...grant } });
}

/** What the tables say: whether the caller may do it. */
export function mayCall({ onTeam, onOrganization }: Caller, rule: Rule): boolean {
  if (rule === 'anybody') return true;
  if (rule === 'link') return false;
  const held = rule.at === 'target' ? onTeam : onOrganization;
  const also = rule.also === undefined || onTeam.has(rule.also);
  return also && rule.needs.some((one) => held.has(one));
}

/** Each permission is held by one of them and missing to another, or the matrix would prove nothing. */
export function unprovenPermissions(callers: readonly Caller[]): Permission[] {
  return PERMISSIONS.filter((one) => {
    const holders = callers.filter((caller) => caller.onTeam.has(one));
    return holders.length === 0 || holders.length === callers.length;
  });
}
