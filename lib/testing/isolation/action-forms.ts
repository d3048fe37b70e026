// Every server action as a form about somebody else's things: the other entrance to the services.

import { as, type ActionForm } from './action-form';
import type { Target } from './target';
import { leakForms } from './leak-forms';
import { rotationForms } from './rotation-forms';

/**
 * `own`: about the sender himself, whose account it is; `open`: for whoever holds a link. Both take
 * these fields, and are refused for them.
 */
export interface OtherForm {
  readonly of: 'own' | 'open';
  readonly fields: Readonly<Record<string, string>>;
}

const LINK = 'A'.repeat(43);
const PASSWORD = 'not the password of anybody';
const NO_WEBHOOK = 'whk_01h2xcejqtf2nbrexx3vqjhp41';
const NO_BACKUP = 'bak_01h2xcejqtf2nbrexx3vqjhp41';
const NO_FINGERPRINT = 'mk_0000000000000000';

const DATABASE_URL = 'postgresql://x:canary-of-a-stranger@stranger.invalid/x';

const own = (fields: OtherForm['fields']): OtherForm => ({ of: 'own', fields });
const open = (fields: OtherForm['fields']): OtherForm => ({ of: 'open', fields });

/** By the name of the action. One that is missing here fails the test that crawls them. */
export function actionForms(target: Target): Readonly<Record<string, ActionForm | OtherForm>> {
  const { app, team, workspace, secretKey: key } = target;
  const scope = app.id;
  const id = { secretId: target.binnedId ?? '' };
  const place = `team:${team.id}`;
  const person = target.memberId ?? '';
  const role = target.roleId ?? '';
  const group = target.groupId ?? '';
  const transfer = target.transfers?.['apps'] ?? '';
  const version = '1';
  const value = 'canary-of-a-stranger';
  const integration = {
    scope: `app:${app.id}`,
    slug: target.integration ?? 'none',
    name: 'x',
    configSchema: '{"type":"object"}',
    config: '{}',
  };
  return {
    createScopeAction: as('createScope', {
      kind: 'app',
      name: 'x',
      slug: 'x',
      parent: workspace.id,
    }),
    renameScopeAction: as('renameScope', { scope, name: 'Renamed' }),
    deleteScopeAction: as('deleteScope', { scope, confirm: app.path }),

    sealSecretAction: as('putAppSecret', { scope, key, value }),
    describeSecretAction: as('describeAppSecret', { scope, key, description: 'x' }),
    deleteSecretAction: as('deleteAppSecret', { scope, key }),
    checkSecretAction: as('checkAppSecret', { scope, key }),
    rollBackAction: as('rollBackAppSecret', { scope, key, version }),
    destroyVersionAction: as('destroyAppSecretVersion', { scope, key, version }),
    promoteAction: as('promoteAppSecret', { scope, key, version }),
    discardStagedAction: as('discardAppSecret', { scope, key, version }),
    reviewImportAction: as('importAppSecrets', { scope, text: `${key}=${value}` }),
    applyImportAction: as('importAppSecrets', { scope, text: `${key}=${value}` }),
    restoreSecretAction: as('restoreAppSecret', { scope, ...id }),
    purgeSecretAction: as('purgeAppSecret', { scope, ...id, key, typed: key }),

    planTransferAction: as('planAppTransfer', {
      ...{ scope, mode: 'refer', from: target.connectorId ?? '' },
    }),
    startTransferAction: as('startAppTransfer', { scope, id: transfer }),
    pauseTransferAction: as('pauseAppTransfer', { scope, id: transfer }),
    resumeTransferAction: as('resumeAppTransfer', { scope, id: transfer }),
    cancelTransferAction: as('cancelAppTransfer', { scope, id: transfer }),

    askRestartAction: as('askAppRestart', {
      app: app.id,
      workers: 'wrk_01h2xcejqtf2nbrexx3vqjhp41',
    }),
    dismissWorkersAction: as('dismissAppWorkers', {
      app: app.id,
      workers: 'wrk_01h2xcejqtf2nbrexx3vqjhp41',
    }),
    setRequirementsAction: as('setAppRequirements', { app: app.id, requirements: key }),

    ...rotationForms(target),
    ...leakForms(target),

    createTokenAction: as('createToken', {
      name: 'x',
      scope: place,
      permissions: 'secrets:list',
      expiresAt: '30',
    }),
    rotateTokenAction: as('rotateToken', { id: target.tokenId, overlapSeconds: '0' }),
    revokeTokenAction: as('revokeToken', { id: target.tokenId }),

    grantRoleAction: as('grantRole', { person, role: 'auditor', scope: place }),
    revokeRoleAction: as('revokeRole', { person, grant: target.grantId ?? '' }),
    createRoleAction: as('createRole', { slug: 'x', name: 'x', permissions: 'secrets:list' }),
    changeRoleAction: as('changeRole', { role, name: 'x', permissions: 'secrets:list' }),
    deleteRoleAction: as('deleteRole', { role }),
    createGroupAction: as('createGroup', { slug: 'x', name: 'x' }),
    changeGroupAction: as('changeGroup', { group, name: 'x' }),
    deleteGroupAction: as('deleteGroup', { group }),
    addGroupMemberAction: as('addGroupMember', { group, person }),
    removeGroupMemberAction: as('removeGroupMember', { group, person }),
    grantGroupRoleAction: as('grantGroupRole', { group, role: 'auditor', scope: place }),
    revokeGroupRoleAction: as('revokeGroupRole', { group, grant: target.groupGrantId ?? '' }),
    inviteAction: as('makeInvitation', {
      email: 'invited@stranger.example',
      role: 'auditor',
      scope: place,
    }),
    revokeInvitationAction: as('revokeInvitation', { id: target.invitationId ?? '' }),
    deactivateMemberAction: as('deactivateMember', { person }),
    reactivateMemberAction: as('reactivateMember', { person }),
    unlinkMemberAction: as('unlinkMember', { person }),
    transferOwnershipAction: as('transferOwnership', { person }),

    makeIntakeLinkAction: as('makeIntakeLink', {
      secrets: `${app.path}/${key}`,
      label: 'x',
      expiresInDays: '1',
    }),
    revokeIntakeLinkAction: as('revokeIntakeLink', { id: target.intakeLinkId ?? '' }),

    createBriefAction: as('createBrief', {
      app: app.id,
      title: 'x',
      task: '{}',
      secretRefs: key,
      expiresAt: '1',
    }),
    reissueCallbackAction: as('reissueCallbackToken', { id: target.briefId ?? '' }),
    revokeBriefAction: as('revokeBrief', { id: target.briefId ?? '' }),
    createIntegrationAction: as('createAppIntegration', integration),
    changeIntegrationAction: as('changeAppIntegration', { ...integration, ifVersion: version }),
    deleteIntegrationAction: as('deleteAppIntegration', {
      scope: integration.scope,
      slug: integration.slug,
      ifVersion: version,
    }),

    createConnectorAction: as('createConnector', {
      ...{ kind: 'vault', slug: 'y', name: 'x', scope: place },
      ...{ 'setting.address': 'https://connector.invalid', 'setting.auth': 'token' },
      'credential.token': value,
    }),
    changeConnectorAction: as('changeConnector', {
      ...{ id: target.connectorId ?? '', name: 'x', ifVersion: version },
      ...{ 'setting.address': 'https://connector.invalid', 'setting.auth': 'token' },
    }),
    approveConnectorAction: as('approveConnector', { id: target.connectorId ?? '', version }),
    testConnectorAction: as('testConnector', { id: target.connectorId ?? '' }),
    deleteConnectorAction: as('deleteConnector', { id: target.connectorId ?? '', version }),

    createInstanceAction: as('createInstance', { name: 'x', url: DATABASE_URL }),
    changeInstanceAction: as('changeInstance', { id: target.instanceId ?? '', name: 'x' }),
    testInstanceAction: as('testInstance', { id: target.instanceId ?? '' }),
    deleteInstanceAction: as('deleteInstance', {
      id: target.instanceId ?? '',
      typed: 'hidden-database',
    }),
    reencryptInstancesAction: as('reencryptInstances'),

    addWebhookAction: as('addCheckpointWebhook', { url: 'https://receiver.invalid/' }),
    removeWebhookAction: as('removeCheckpointWebhook', { id: NO_WEBHOOK }),
    postWebhookAction: as('postToCheckpointWebhook', { id: NO_WEBHOOK }),
    setRetentionAction: as('setAuditPolicy', { retentionDays: '365' }),

    startKeyOperationAction: as('startKeyOperation', { cause: 'window_over' }),
    stageMasterKeyAction: as('stageMasterKey', { key: 'not a key' }),
    finishMasterKeyAction: as('finishMasterKey', { fingerprint: NO_FINGERPRINT }),
    confirmKeyCopyAction: as('confirmKeyCopy', { fingerprint: NO_FINGERPRINT }),
    takeBackupAction: as('createBackup'),
    verifyBackupAction: as('verifyBackup', { id: NO_BACKUP }),
    drillBackupAction: as('drillBackup', { id: NO_BACKUP, key: value }),
    changeBackupPolicyAction: as('changeBackupPolicy', { keep: '14', drillDays: '90' }),
    confirmBackupAction: as('confirmBackup', {
      takenAt: '2026-01-01T00:00:00.000Z',
      keptIn: 'nowhere',
    }),
    replaceKeyFileAction: as('keyOperation_replace_key_file'),
    rollBackMasterKeyAction: as('keyOperation_roll_back'),
    takeOverKeyOperationAction: as('keyOperation_take_over'),
    changeRootKeyAction: as('keyOperation_change_root_key'),
    pauseReencryptionAction: as('keyOperation_pause'),
    resumeReencryptionAction: as('keyOperation_resume'),
    retireRootKeyAction: as('keyOperation_retire_root_key'),
    rotateJwtAction: as('rotateJwtSecret'),
    checkJwtAction: as('checkJwtSecret', { secret: 'not a secret' }),
    finishJwtAction: as('finishJwtRotation'),
    recordJwtAction: as('recordJwtVerification', { verification: 'by a stranger' }),
    addManagedAction: as('addManagedSecret', { name: 'OF_A_STRANGER', purpose: 'x' }),
    removeManagedAction: as('removeManagedSecret', { name: 'OF_A_STRANGER' }),
    applyManagedAction: as('applyManagedSecret', { name: 'SMTP_PASSWORD', value }),
    tryKeyAction: as('tryKey', { key: 'not a key' }),
    resetKeysAction: as('resetKeys', { confirm: NO_FINGERPRINT }),
    recoverLostAction: as('recoverLostValues', { key: 'not a key' }),

    matchLeakAction: own({ value: 'canary-of-a-stranger' }),
    changePasswordAction: own({ currentPassword: PASSWORD, password: PASSWORD }),
    endSessionAction: own({ id: 'ses_01h2xcejqtf2nbrexx3vqjhp41' }),
    beginEnrolmentAction: own({ password: PASSWORD }),
    confirmEnrolmentAction: own({ code: '123456' }),
    renewRecoveryCodesAction: own({ password: PASSWORD }),
    removeSecondFactorAction: own({ password: PASSWORD, code: '123456' }),

    completeSetupAction: open({
      link: LINK,
      organization: 'x',
      name: 'x',
      email: 'x@stranger.example',
      password: PASSWORD,
    }),
    lookAtRecoveryLinkAction: open({ link: LINK }),
    completeRecoveryAction: open({ link: LINK, password: PASSWORD }),
    readIntakeAction: open({ link: LINK }),
    answerIntakeAction: open({ link: LINK, item: 'sec_01h2xcejqtf2nbrexx3vqjhp41', value }),
    lookAtInvitationAction: open({ link: LINK }),
    acceptInvitationAction: open({ link: LINK, name: 'x', password: PASSWORD }),
  };
}

/** They end the sender's own sessions and take nothing that somebody else could name. */
export const ACTIONS_WITHOUT_FIELDS = ['signOutAction', 'signOutEverywhereAction'];
