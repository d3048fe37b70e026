// Makes an organization with its default team and workspace and its first owner.

import 'server-only';
import { insertGrant, insertUser } from '@/lib/db/people/members';
import { insertScope } from '@/lib/db/scopes/scopes';
import type { Tx } from '@/lib/db/connection/transaction';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { newUuid } from '@/lib/domain/ids';
import { childPath, PLATFORM } from '@/lib/domain/scope';
import type { Scope, ScopeKind } from '@/lib/domain/scope';
import { DEFAULT_SLUG } from '../scopes/create-scope';

export interface NewOrganization {
  readonly name: string;
  readonly slug: string;
  readonly owner: {
    readonly name: string;
    readonly email: string;
    readonly passwordHash: string;
  };
}

/** Writes all rows; returns the organization's id and the events that tell of it. */
export async function createOrganization(
  tx: Tx,
  input: NewOrganization,
): Promise<{ organizationId: string; events: AuditEvent[] }> {
  const organization = rootScope(input.name, input.slug);
  const team = below(organization, 'team', 'Default');
  const workspace = below(team, 'workspace', 'Default');
  for (const scope of [organization, team, workspace]) {
    await insertScope(tx, 'first of its organization', scope);
  }
  const userId = newUuid();
  const organizationId = organization.id;
  await insertUser(tx, { id: userId, organizationId, ...input.owner });
  await insertGrant(tx, { id: newUuid(), userId, scopeId: organizationId, role: 'owner' });
  const user = { id: userId, name: input.owner.email };
  return {
    organizationId,
    events: [
      { action: 'organization.created', scope: organization },
      { action: 'scope.created', scope: team },
      { action: 'scope.created', scope: workspace },
      { action: 'user.created', user },
      { action: 'role.granted', user, scope: organization, role: 'owner' },
    ],
  };
}

function rootScope(name: string, slug: string): Scope {
  const id = newUuid();
  const parentId = null;
  return {
    id,
    organizationId: id,
    kind: 'organization',
    parentId,
    slug,
    name,
    path: PLATFORM,
    lineage: [id],
  };
}

function below(parent: Scope, kind: ScopeKind, name: string): Scope {
  const id = newUuid();
  return {
    id,
    organizationId: parent.organizationId,
    kind,
    parentId: parent.id,
    slug: DEFAULT_SLUG,
    name,
    path: childPath(parent, DEFAULT_SLUG),
    lineage: [...parent.lineage, id],
  };
}
