// Whose audit log is asked for, and whether the actor may read it.

import 'server-only';
import type { AuditLogName } from '@/lib/contracts/audit';
import { anyKind, authorize, PLATFORM_SCOPE } from '../access/authorize';
import { readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';

export interface ReadableLog {
  readonly chainId: string;
  /** Only events of this scope and below; undefined: all. */
  readonly scopeId: string | undefined;
}

/**
 * `audit:read` on the scope, or on the organization where none is given; whoever asks for the log of
 * the installation needs `keys:manage` too, since it tells of keys and nodes. Throws as `authorize`.
 */
export async function readableLog(
  ctx: Context,
  log: AuditLogName = 'organization',
  scopeRef?: string,
): Promise<ReadableLog> {
  const reference = scopeRef === undefined ? PLATFORM_SCOPE : anyKind(scopeRef);
  const scope = await authorize(ctx, reference, 'audit:read');
  if (log === 'installation') {
    await authorize(ctx, PLATFORM_SCOPE, 'keys:manage');
    return { chainId: ctx.installation.id, scopeId: undefined };
  }
  const whole = scope.kind === 'organization';
  return { chainId: scope.organizationId, scopeId: whole ? undefined : scope.id };
}

/** Whether the actor has `organization:manage` there: what to show, never what is allowed. */
export async function managesOrganization(ctx: Context): Promise<boolean> {
  const member = memberOf(ctx);
  const { grants } = await readReach(ctx.installation.database.prisma, member);
  return grants.some(
    ({ scopeId, permissions }) =>
      scopeId === member.organizationId && permissions.includes('organization:manage'),
  );
}

/** A log that the actor may decide about, and how an event of it is addressed. */
export interface ManagedLog {
  readonly chainId: string;
  readonly in: { readonly organizationId: string } | 'installation';
}

/** `organization:manage`; for the log of the installation `keys:manage` too. Throws as `authorize`. */
export async function managedLog(
  ctx: Context,
  log: AuditLogName = 'organization',
): Promise<ManagedLog> {
  const { organizationId } = await authorize(ctx, PLATFORM_SCOPE, 'organization:manage');
  if (log === 'organization') return { chainId: organizationId, in: { organizationId } };
  await authorize(ctx, PLATFORM_SCOPE, 'keys:manage');
  return { chainId: ctx.installation.id, in: 'installation' };
}
