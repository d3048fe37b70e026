// What each operation asks of its caller, as a table: the other half of the isolation matrix.

import type { Permission } from '@/lib/domain/permissions';
import { ruleByPlace } from './place-rights';
import type { Right } from './place-rights';

/** `anybody` of an organization gets an answer, which holds what is his; `nobody`: links are for that. */
export type Rule = Right | 'anybody' | 'link';

const onTarget = (...needs: Permission[]): Right => ({ at: 'target', needs });
const onOrganization = (...needs: Permission[]): Right => ({ at: 'organization', needs });

const KEYS = onOrganization('keys:manage');

/** Values are sealed and promoted by `secrets:write` on top. */
const RUNS = onTarget('rotation:run');

const LEAKS = onTarget('leaks:manage');

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
  listRotationRuns: onTarget('secrets:list'),
  startRotationRun: RUNS,
  readRotationRun: onTarget('secrets:list'),
  stageRotationValue: RUNS,
  adoptRotationValue: RUNS,
  discardRotationValue: RUNS,
  markRotationStepDone: RUNS,
  assignRotationStep: RUNS,
  promoteRotationRun: RUNS,
  rollBackRotationRun: RUNS,
  revokeRotationValue: RUNS,
  addRotationEvidence: RUNS,
  askRotationException: RUNS,
  signRotationException: RUNS,
  closeRotationRun: RUNS,
  abandonRotationRun: RUNS,
  tryRotationValue: RUNS,
  reportRotationTrial: 'link',
  takeRotationTrialDelivery: 'link',
  listDestinations: onTarget('secrets:list'),
  askDestination: { ...RUNS, also: 'secrets:write' },
  approveDestination: onTarget('backends:manage'),
  endDestination: onTarget('backends:manage'),
  openLeakCase: onTarget('leaks:match'),
  listLeakCases: onTarget('secrets:list'),
  readLeakCase: onTarget('secrets:list'),
  assignLeakCase: LEAKS,
  rotateLeakCase: RUNS,
  reviewLeakCase: LEAKS,
  decideLeakNeighbours: LEAKS,
  adviseLeakCase: LEAKS,
  closeLeakCase: LEAKS,
  exportRotationEvidence: onTarget('secrets:list'),
  exportLeakEvidence: LEAKS,
  exportPeriodEvidence: onTarget('audit:read'),
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
  const byPlace = ruleByPlace(operationId);
  if (byPlace) return byPlace;
  if (operationId.startsWith('keyOperation_')) return KEYS;
  const rule = RULES[operationId];
  if (!rule) throw new Error(`Say in operation-rights.ts who may call ${operationId}.`);
  return rule;
}
