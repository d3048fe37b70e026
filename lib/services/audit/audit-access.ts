// Whose audit log is asked for, and whether the actor may read it.

import 'server-only';
import type { AuditLogName } from '@/lib/contracts/audit';
import { anyKind, authorize, PLATFORM_SCOPE } from '../access/authorize';
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
