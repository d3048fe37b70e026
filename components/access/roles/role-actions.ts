// What can be done to roles of the organization's own.

import type { RoleSummary } from '@/lib/contracts/role';
import type { FormTarget } from '@/components/ui/form';

export interface RoleActions {
  readonly create: FormTarget<RoleSummary>;
  readonly change: FormTarget<RoleSummary>;
  readonly remove: FormTarget<unknown>;
}
