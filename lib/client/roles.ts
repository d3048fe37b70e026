// Typed reads of roles.

import type { RoleList } from '@/lib/contracts/role';
import { get } from './api';

/** All of them. Throws as `fetchSecrets` does. */
export async function fetchRoles(signal?: AbortSignal): Promise<RoleList> {
  return get<RoleList>('/roles', signal);
}
