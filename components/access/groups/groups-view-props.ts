import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { GroupActions } from './group-actions';

export interface GroupsViewProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  /** The scope of the address, chosen at first where a role is granted. */
  readonly scope: ScopeSummary;
  /** Whether the person asking may make groups and change who is in them. */
  readonly manages: boolean;
  readonly locked: boolean;
  readonly actions: GroupActions;
}
