// What operations ask of their caller that are the same for every kind of scope, by the pattern of their names.

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
  stage: 'secrets:write',
  promote: 'secrets:write',
  discard: 'secrets:write',
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

const OF_CHECKS = /^(read|set|remove)(Platform|Team|Workspace|App)VerificationCheck$/;

const OF_REMINDERS =
  /^(list|create|test|delete|retry)(Platform|Team|Workspace|App)Reminder(Hook)?s?$/;

const OF_SECRETS = new RegExp(
  `^(${Object.keys(VERBS).join('|')})(Platform|Team|Workspace|App)(Secret|Bin)`,
);

const LOOKS_AFTER_KEYS: readonly Permission[] = ['keys:manage', 'backends:manage'];

/** Null for an operation that is none of these. */
export function ruleByPlace(operationId: string): Right | null {
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
  const ofChecks = OF_CHECKS.exec(operationId);
  if (ofChecks) {
    const at = ofChecks[2] === 'Platform' ? 'organization' : 'target';
    if (ofChecks[1] === 'read') return { at, needs: ['secrets:list'] };
    return { at, needs: ['rotation:run'], also: 'secrets:write' };
  }
  const ofReminders = OF_REMINDERS.exec(operationId);
  if (ofReminders) {
    const at = ofReminders[2] === 'Platform' ? 'organization' : 'target';
    // Names leave the console by a webhook: who makes one has to be allowed to see them.
    const also = ofReminders[1] === 'create' ? ({ also: 'secrets:list' } as const) : {};
    return { at, needs: ['integrations:manage'], ...also };
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
  return null;
}
