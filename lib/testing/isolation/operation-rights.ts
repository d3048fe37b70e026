// What each operation asks of its caller, as a table: the other half of the isolation matrix.

import type { Permission } from '@/lib/domain/permissions';

/** Which scope a permission is needed on: the one the call is about, or the organization. */
export type Place = 'target' | 'organization';

export interface Right {
  readonly at: Place;
  /** Any one of these will do. */
  readonly needs: readonly Permission[];
  /** Needed on top, on the target's team. */
  readonly also?: Permission;
}

/** `anybody` of an organization gets an answer, which holds what is his; `nobody`: links are for that. */
export type Rule = Right | 'anybody' | 'link';

const VERBS: Readonly<Record<string, Permission>> = {
  list: 'secrets:list',
  map: 'secrets:list',
  resolve: 'secrets:list',
  export: 'secrets:list',
  put: 'secrets:write',
  import: 'secrets:write',
  describe: 'secrets:write',
  check: 'secrets:write',
  rollBack: 'secrets:write',
  restore: 'secrets:write',
  delete: 'secrets:delete',
  purge: 'secrets:delete',
  destroy: 'secrets:delete',
};

const OF_MATRIX = /^compare(Platform|Team|Workspace|App)Scopes$/;

const OF_WORKERS = /^list(Platform|Team|Workspace|App)(Workers|Deliveries)$/;

const OF_CHANGES = /^watch(Platform|Team|Workspace|App)Changes$/;

const OF_INTEGRATIONS =
  /^(list|read|create|change|delete)(Platform|Team|Workspace|App)Integrations?$/;

const OF_TRANSFERS =
  /^(plan|list|read|start|pause|resume|cancel)(Platform|Team|Workspace|App)Transfers?$/;

const OF_ACCESS = /^prove(Platform|Team|Workspace|App)SecretAccess$/;

const OF_ROTATION =
  /^(list|set|sign|end|snooze)(Platform|Team|Workspace|App)(RotationWindows?|Secret|SecretSnooze)$/;

const OF_SECRETS = new RegExp(
  `^(${Object.keys(VERBS).join('|')})(Platform|Team|Workspace|App)(Secret|Bin)`,
);

const onTarget = (...needs: Permission[]): Right => ({ at: 'target', needs });
const onOrganization = (...needs: Permission[]): Right => ({ at: 'organization', needs });

const LOOKS_AFTER_KEYS: readonly Permission[] = ['keys:manage', 'backends:manage'];

const KEYS = onOrganization('keys:manage');

const BACKUPS = onOrganization('backups:manage');

const RULES: Readonly<Record<string, Rule>> = {
  createScope: onTarget('scopes:write'),
  listScopes: 'anybody',
  readScope: onTarget('scopes:read'),
  readScopeContents: onTarget('scopes:write'),
  renameScope: onTarget('scopes:write'),
  deleteScope: { ...onTarget('secrets:delete'), also: 'scopes:write' },
  askAppRestart: onTarget('secrets:write', 'rotation:run'),
  dismissAppWorkers: onTarget('secrets:write', 'rotation:run'),
  // It was taken by somebody else's token.
  beatWorker: 'link',
  acknowledgeDelivery: 'link',
  // No session may, whatever its roles say.
  takeAppDelivery: 'link',
  readServerKey: 'anybody',
  readDelivery: onTarget('secrets:list'),

  listAppRequirements: onTarget('secrets:list'),
  setAppRequirements: onTarget('secrets:write'),
  readPlatformDashboard: onOrganization('secrets:list'),
  readTeamDashboard: onTarget('secrets:list'),
  listOwners: onTarget('secrets:list'),
  listRotation: onTarget('secrets:list'),
  readRotationOutlook: onTarget('secrets:list'),
  snoozeConsoleKey: onOrganization('keys:manage', 'backends:manage'),
  endConsoleKeySnooze: onOrganization('keys:manage', 'backends:manage'),

  createToken: onTarget('tokens:manage'),
  listTokens: onTarget('tokens:manage'),
  readTokenReach: onTarget('tokens:manage'),
  revokeToken: onTarget('tokens:manage'),
  rotateToken: onTarget('tokens:manage'),

  listMembers: onTarget('members:manage'),
  readMember: onTarget('members:manage'),
  readMemberReach: onTarget('members:manage'),
  grantRole: onTarget('members:manage'),
  revokeRole: onTarget('members:manage'),
  deactivateMember: onOrganization('members:manage'),
  reactivateMember: onOrganization('members:manage'),
  unlinkMember: onOrganization('members:manage'),
  transferOwnership: onOrganization('organization:manage'),
  makeInvitation: onTarget('members:manage'),
  listRoles: onTarget('members:manage'),
  readRole: onTarget('members:manage'),
  createRole: onOrganization('members:manage'),
  changeRole: onOrganization('members:manage'),
  deleteRole: onOrganization('members:manage'),
  listGroups: onTarget('members:manage'),
  readGroup: onTarget('members:manage'),
  createGroup: onOrganization('members:manage'),
  changeGroup: onOrganization('members:manage'),
  deleteGroup: onOrganization('members:manage'),
  listGroupMembers: onTarget('members:manage'),
  addGroupMember: onOrganization('members:manage'),
  removeGroupMember: onOrganization('members:manage'),
  grantGroupRole: onTarget('members:manage'),
  revokeGroupRole: onTarget('members:manage'),
  listInvitations: 'anybody',
  revokeInvitation: onTarget('members:manage'),

  makeIntakeLink: onTarget('secrets:write'),
  listIntakeLinks: 'anybody',
  revokeIntakeLink: onTarget('secrets:write'),
  readIntake: 'link',
  answerIntake: 'link',

  listConnectors: onTarget('backends:manage', 'secrets:write'),
  readConnector: onTarget('backends:manage', 'secrets:write'),
  createConnector: onTarget('backends:manage'),
  changeConnector: onTarget('backends:manage'),
  approveConnector: onOrganization('backends:manage'),
  testConnector: onTarget('backends:manage'),
  deleteConnector: onTarget('backends:manage'),
  listInstances: onOrganization('backends:manage'),
  createInstance: onOrganization('backends:manage'),
  readInstance: onOrganization('backends:manage'),
  changeInstance: onOrganization('backends:manage'),
  testInstance: onOrganization('backends:manage'),
  deleteInstance: onOrganization('backends:manage'),
  importInstances: onOrganization('backends:manage'),
  reencryptInstances: onOrganization('backends:manage'),

  createBrief: onTarget('briefs:create'),
  listAppBriefs: onTarget('briefs:create', 'secrets:list'),
  readBrief: onTarget('briefs:create', 'secrets:list'),
  previewBrief: onTarget('secrets:list'),
  previewStoredBrief: onTarget('secrets:list'),
  revokeBrief: onTarget('briefs:create'),
  // Its maker's alone, and its callback token's.
  reissueCallbackToken: 'link',
  takeBriefDelivery: 'link',

  readSecondFactor: 'anybody',
  beginSecondFactor: 'anybody',
  confirmSecondFactor: 'anybody',
  renewRecoveryCodes: 'anybody',
  removeSecondFactor: 'anybody',

  listAuditEvents: onOrganization('audit:read'),
  verifyAuditLog: onOrganization('audit:read'),
  listAuditCheckpoints: onOrganization('audit:read'),
  exportAuditLog: onOrganization('audit:read'),
  takeAuditCheckpoint: onOrganization('audit:read'),
  readAuditPolicy: onOrganization('audit:read'),
  setAuditPolicy: onOrganization('organization:manage'),
  listAuditDenials: onOrganization('audit:read'),
  listCheckpointWebhooks: onOrganization('audit:read'),
  addCheckpointWebhook: onOrganization('organization:manage'),
  removeCheckpointWebhook: onOrganization('organization:manage'),
  postToCheckpointWebhook: onOrganization('organization:manage'),

  readWorksheet: onOrganization('secrets:list'),
  readWorksheetProgress: onOrganization('secrets:list'),
  confirmBackup: onOrganization('keys:manage', 'backups:manage'),
  listBackups: BACKUPS,
  createBackup: BACKUPS,
  readBackup: BACKUPS,
  verifyBackup: BACKUPS,
  drillBackup: BACKUPS,
  readBackupPolicy: BACKUPS,
  changeBackupPolicy: BACKUPS,
  readKeys: KEYS,
  listDataKeys: KEYS,
  listRuntimeInputs: KEYS,
  listKeyOperations: KEYS,
  readKeyOperation: KEYS,
  startKeyOperation: KEYS,
  stageMasterKey: KEYS,
  finishMasterKey: KEYS,
  confirmKeyCopy: KEYS,
  readLostKeyTriage: KEYS,
  tryKey: KEYS,
  resetKeys: KEYS,
  recoverLostValues: KEYS,
  readJwtSecret: KEYS,
  rotateJwtSecret: KEYS,
  checkJwtSecret: KEYS,
  finishJwtRotation: KEYS,
  recordJwtVerification: KEYS,
  listManagedSecrets: KEYS,
  addManagedSecret: KEYS,
  removeManagedSecret: KEYS,
  applyManagedSecret: KEYS,
};

/** Throws for an operation without an entry: whoever adds one says here who may call it. */
export function ruleOf(operationId: string): Rule {
  const ofSecrets = OF_SECRETS.exec(operationId);
  if (ofSecrets) {
    const [, verb, place] = ofSecrets;
    const needs = [VERBS[verb!]!];
    return { at: place === 'Platform' ? 'organization' : 'target', needs };
  }
  const ofRotation = OF_ROTATION.exec(operationId);
  if (ofRotation) {
    const [, verb, place, of] = ofRotation;
    const at = place === 'Platform' ? 'organization' : 'target';
    if (verb === 'list') return { at, needs: ['secrets:list'] };
    const named = verb !== 'set' && of === 'RotationWindow';
    // A window may be one of a key of the console; of which, is known once it is found.
    return { at, needs: ['rotation:run', ...(named ? LOOKS_AFTER_KEYS : [])] };
  }
  const ofMatrix = OF_MATRIX.exec(operationId) ?? OF_WORKERS.exec(operationId);
  if (ofMatrix) {
    const at = ofMatrix[1] === 'Platform' ? 'organization' : 'target';
    return { at, needs: ['secrets:list'] };
  }
  const ofChanges = OF_CHANGES.exec(operationId);
  if (ofChanges) {
    const at = ofChanges[1] === 'Platform' ? 'organization' : 'target';
    return { at, needs: ['secrets:list'] };
  }
  const ofIntegrations = OF_INTEGRATIONS.exec(operationId);
  if (ofIntegrations) {
    const [, verb, place] = ofIntegrations;
    const sees: Permission[] = ['list', 'read'].includes(verb!) ? ['secrets:list'] : [];
    const at = place === 'Platform' ? 'organization' : 'target';
    return { at, needs: [...sees, 'integrations:manage'] };
  }
  const ofTransfers = OF_TRANSFERS.exec(operationId);
  if (ofTransfers) {
    const at = ofTransfers[2] === 'Platform' ? 'organization' : 'target';
    return { at, needs: ['secrets:write'] };
  }
  const ofAccess = OF_ACCESS.exec(operationId);
  if (ofAccess) {
    const at = ofAccess[1] === 'Platform' ? 'organization' : 'target';
    return { at, needs: ['members:manage', 'audit:read'] };
  }
  if (operationId.startsWith('keyOperation_')) return KEYS;
  const rule = RULES[operationId];
  if (!rule) throw new Error(`Say in operation-rights.ts who may call ${operationId}.`);
  return rule;
}
