// What can be done on the page of people and their roles.

import type { MadeInvitation } from '@/lib/contracts/invitation';
import type { MemberGrant } from '@/lib/contracts/member';
import type { FormTarget } from '@/components/ui/form';

export interface AccessActions {
  readonly grant: FormTarget<MemberGrant>;
  readonly revoke: FormTarget<unknown>;
  readonly invite: FormTarget<MadeInvitation>;
  readonly revokeInvitation: FormTarget<unknown>;
}
