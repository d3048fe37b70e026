// What can be done to groups of people.

import type { GroupMember, GroupSummary } from '@/lib/contracts/group';
import type { MemberGrant } from '@/lib/contracts/member';
import type { FormTarget } from '@/components/ui/form';

export interface GroupActions {
  readonly create: FormTarget<GroupSummary>;
  readonly change: FormTarget<GroupSummary>;
  readonly remove: FormTarget<unknown>;
  readonly addMember: FormTarget<GroupMember>;
  readonly removeMember: FormTarget<unknown>;
  readonly grant: FormTarget<MemberGrant>;
  readonly revoke: FormTarget<unknown>;
}
