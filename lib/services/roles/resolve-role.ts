// From the name of a role, as a request has it, to what a grant stores and gives.

import 'server-only';
import { findRoleRow } from '@/lib/db/people/roles';
import type { Reader } from '@/lib/db/connection/transaction';
import { ruleBroken } from '@/lib/domain/errors';
import type { KeystowError } from '@/lib/domain/errors';
import { isRole, ROLES } from '@/lib/domain/permissions';
import type { GivenRole } from '../members/role-beyond';

export interface ResolvedRole extends GivenRole {
  /** Of a custom role; null for a built-in one. */
  readonly customRoleId: string | null;
}

/** Throws 422 for what is neither a built-in role nor one of the organization. */
export async function resolveRole(
  reader: Reader,
  organizationId: string,
  role: string,
): Promise<ResolvedRole> {
  if (isRole(role)) return { role, customRoleId: null, customRole: null };
  const row = await findRoleRow(reader, organizationId, { slug: role });
  if (!row) throw unknownRole();
  return { role, customRoleId: row.id, customRole: row };
}

export function unknownRole(): KeystowError {
  const message = `There is no such role. Send one of ${ROLES.join(', ')}, or the slug of a role that your organization made: GET /roles lists them.`;
  return ruleBroken('/role', 'unknown_role', message);
}
