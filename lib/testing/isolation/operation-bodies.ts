// What operations that take no ids of scopes are sent by somebody else, by what they concern.

/** They concern whoever asks, and take no ids. */
export const OF_ACCOUNT: Readonly<Record<string, object>> = {
  beginSecondFactor: { password: 'not the password' },
  confirmSecondFactor: { code: '123456' },
  renewRecoveryCodes: { code: '123456' },
  removeSecondFactor: { password: 'not the password', code: '123456' },
};

/** They concern the installation's keys, and take no ids of scopes. */
export const OF_KEYS: Readonly<Record<string, object>> = {
  startKeyOperation: { cause: 'window_over' },
  stageMasterKey: { key: 'not a key' },
  finishMasterKey: { fingerprint: 'mk_0000000000000000' },
  confirmKeyCopy: { fingerprint: 'mk_0000000000000000' },
  rotateJwtSecret: {},
  checkJwtSecret: { secret: 'not a secret' },
  finishJwtRotation: {},
  recordJwtVerification: { verification: 'by a stranger' },
  addManagedSecret: { name: 'OF_A_STRANGER', purpose: 'x' },
  applyManagedSecret: { value: 'canary-of-a-stranger' },
  tryKey: { key: 'not a key' },
  resetKeys: { confirm: 'mk_0000000000000000' },
  recoverLostValues: { key: 'not a key' },
  drillBackup: {},
  changeBackupPolicy: { everyHours: null, keep: 14, drillDays: 90 },
  confirmBackup: { takenAt: '2026-01-01T00:00:00.000Z', keptIn: 'nowhere' },
};

/** They concern the organization's own audit log, and take no ids of scopes. */
export const OF_AUDIT: Readonly<Record<string, object>> = {
  takeAuditCheckpoint: {},
  setAuditPolicy: { retentionDays: 365 },
  addCheckpointWebhook: { url: 'https://receiver.invalid/' },
  postToCheckpointWebhook: {},
};

/** They need a link in place of a session or a token; these are called with one that was never made. */
export const OF_LINKS: Readonly<Record<string, object>> = {
  readIntake: { link: 'A'.repeat(43) },
  answerIntake: { link: 'A'.repeat(43), item: 'sec_01h2xcejqtf2nbrexx3vqjhp41', value: 'canary-x' },
};

/** They concern the database connections of an organization. */
export const OF_INSTANCES: Readonly<Record<string, object>> = {
  createInstance: { name: 'x', url: 'postgresql://x:canary-of-a-stranger@stranger.invalid/x' },
  changeInstance: { name: 'Of a stranger' },
  importInstances: { rows: [{ name: 'x', token: 'no token' }] },
  reencryptInstances: {},
};

/** They concern what an organization shares: its roles and groups. */
export const OF_ORGANIZATION: Readonly<Record<string, object>> = {
  createRole: { slug: 'x', name: 'x', permissions: ['secrets:list'] },
  readRole: {},
  changeRole: { name: 'Of a stranger' },
  deleteRole: {},
  createGroup: { slug: 'x', name: 'x' },
  readGroup: {},
  changeGroup: { name: 'Of a stranger' },
  deleteGroup: {},
  listGroupMembers: {},
  addGroupMember: {},
  removeGroupMember: {},
};

/** They concern one guided rotation. */
export const OF_ROTATION_RUNS: Readonly<Record<string, object>> = {
  markRotationStepDone: { note: 'by a stranger' },
  assignRotationStep: { assignee: null },
  rollBackRotationRun: { reason: 'by a stranger' },
  addRotationEvidence: { kind: 'note', text: 'by a stranger' },
  askRotationException: { reason: 'by a stranger' },
  signRotationException: { askedAt: '2026-01-01T00:00:00Z' },
  abandonRotationRun: { reason: 'by a stranger' },
};

/** They concern one leak case. */
export const OF_LEAKS: Readonly<Record<string, object>> = {
  assignLeakCase: { assignee: null },
  reviewLeakCase: { review: 'by a stranger' },
  decideLeakNeighbours: {
    ...{ secrets: ['sec_01h2xcejqtf2nbrexx3vqjhp41'], decision: 'leave' },
    reason: 'by a stranger',
  },
  adviseLeakCase: { reason: 'by a stranger' },
};
