// What can be done on the page of people and their roles.

import type { MadeInvitation } from '@/lib/contracts/invitation';
import type { MemberGrant } from '@/lib/contracts/member';
import type { FormTarget } from '@/components/ui/form';

/** On the account of one person. */
export interface AccountActions {
  readonly deactivate: FormTarget<unknown>;
  readonly reactivate: FormTarget<unknown>;
  readonly transfer: FormTarget<unknown>;
  readonly unlink: FormTarget<unknown>;
}

export interface AccessActions extends AccountActions {
  readonly grant: FormTarget<MemberGrant>;
  readonly revoke: FormTarget<unknown>;
  readonly invite: FormTarget<MadeInvitation>;
  readonly revokeInvitation: FormTarget<unknown>;
}
