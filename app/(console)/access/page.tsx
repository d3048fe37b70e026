import type { Metadata } from 'next';
import { AccessPanel } from '@/components/access/access-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { listOwnGrants } from '@/lib/services/access/list-own-grants';
import { visibleScopes } from '../visible-scopes';
import {
  deactivateMemberAction,
  grantRoleAction,
  inviteAction,
  reactivateMemberAction,
  revokeInvitationAction,
  revokeRoleAction,
  transferOwnershipAction,
  unlinkMemberAction,
} from './actions';
import {
  addGroupMemberAction,
  changeGroupAction,
  createGroupAction,
  deleteGroupAction,
  grantGroupRoleAction,
  removeGroupMemberAction,
  revokeGroupRoleAction,
} from './group-actions';
import { changeRoleAction, createRoleAction, deleteRoleAction } from './role-actions';

export const metadata: Metadata = { title: 'Access' };

const ACTIONS = {
  grant: grantRoleAction,
  revoke: revokeRoleAction,
  invite: inviteAction,
  revokeInvitation: revokeInvitationAction,
  deactivate: deactivateMemberAction,
  reactivate: reactivateMemberAction,
  transfer: transferOwnershipAction,
  unlink: unlinkMemberAction,
};

const GROUP_ACTIONS = {
  create: createGroupAction,
  change: changeGroupAction,
  remove: deleteGroupAction,
  addMember: addGroupMemberAction,
  removeMember: removeGroupMemberAction,
  grant: grantGroupRoleAction,
  revoke: revokeGroupRoleAction,
};

const ROLE_ACTIONS = {
  create: createRoleAction,
  change: changeRoleAction,
  remove: deleteRoleAction,
};

export default async function AccessPage() {
  const ctx = await requirePageContext();
  return (
    <AccessPanel
      scopes={await visibleScopes()}
      grants={await listOwnGrants(ctx)}
      locked={!ctx.installation.keys.unlocked}
      actions={ACTIONS}
      groupActions={GROUP_ACTIONS}
      roleActions={ROLE_ACTIONS}
    />
  );
}
