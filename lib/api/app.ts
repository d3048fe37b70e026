// The REST application: what all requests go through, and the nouns it consists of.

import { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { KeystowError } from '@/lib/domain/errors';
import type { Installation } from '@/lib/services/context';
import { log as processLog } from '@/lib/services/log';
import type { Log } from '@/lib/services/log';
import { answerHeaders } from './answer-headers';
import type { ApiEnvironment } from './api-environment';
import { checkInput } from './check-input';
import { addDocument } from './openapi-document';
import { answerError, problemResponse } from './problem-response';
import { addBin } from './bin';
import { addBackups } from './backups';
import { addBriefs } from './briefs';
import { addSecretDescriptions } from './describe-secret';
import { addExport } from './export';
import { addImport } from './import';
import { addJwt } from './jwt';
import { addIntake } from './intake';
import { addInstances } from './instances';
import { addIntegrations } from './integrations';
import { addAudit } from './audit';
import { addAuditWebhooks } from './audit-webhooks';
import { addChanges } from './changes';
import { addConnectors } from './connectors';
import { addDashboard } from './dashboard';
import { addDeliveries } from './deliveries';
import { addDestinations } from './destinations';
import { addGroupMembers } from './group-members';
import { addGroups } from './groups';
import { addInvitations } from './invitations';
import { addKeys } from './keys';
import { addEvidence } from './evidence';
import { addLeaks } from './leaks';
import { addLostKey } from './lost-key';
import { addManagedSecrets } from './managed-secrets';
import { addMembers } from './members';
import { addOwners } from './owners';
import { addReach } from './reach';
import { addResolution } from './resolution';
import { addRoles } from './roles';
import { addReminders } from './reminders';
import { addRotation } from './rotation';
import { addRotationRunActs } from './rotation-run-acts';
import { addRotationRuns } from './rotation-runs';
import { addRotationTrials } from './rotation-trials';
import { addRotationWindows } from './rotation-windows';
import { addScopes } from './scopes';
import { addSecondFactor } from './second-factor';
import { addSecretChecks } from './secret-checks';
import { addSecretPages } from './secret-pages';
import { addSecrets } from './secrets';
import { addTokens } from './tokens';
import { addTransfers } from './transfers';
import { addStagedVersions } from './staged-versions';
import { addVerificationChecks } from './verification-checks';
import { addVersions } from './versions';
import { addWorkers } from './workers';

export type Api = OpenAPIHono<ApiEnvironment>;

/** The application under `/api/v1`, on the installation that `installation` resolves to. */
export function createApi(installation: () => Promise<Installation>, log: Log = processLog): Api {
  const api = new OpenAPIHono<ApiEnvironment>({ defaultHook: checkInput }).basePath('/api/v1');
  api.use(async (c, next) => {
    c.set('installation', installation);
    c.set('log', log);
    await next();
  });
  api.use(answerHeaders);
  addSecrets(api);
  addSecretDescriptions(api);
  addOwners(api);
  addDashboard(api);
  addRotation(api);
  addRotationWindows(api);
  addRotationRuns(api);
  addRotationRunActs(api);
  addRotationTrials(api);
  addDestinations(api);
  addVerificationChecks(api);
  addLeaks(api);
  addEvidence(api);
  addReminders(api);
  addReach(api);
  addResolution(api);
  addSecretPages(api);
  addSecretChecks(api);
  addVersions(api);
  addStagedVersions(api);
  addBin(api);
  addImport(api);
  addExport(api);
  addScopes(api);
  addTokens(api);
  addMembers(api);
  addRoles(api);
  addGroups(api);
  addGroupMembers(api);
  addInvitations(api);
  addSecondFactor(api);
  addAudit(api);
  addAuditWebhooks(api);
  addKeys(api);
  addLostKey(api);
  addBackups(api);
  addIntake(api);
  addBriefs(api);
  addIntegrations(api);
  addConnectors(api);
  addTransfers(api);
  addInstances(api);
  addManagedSecrets(api);
  addDeliveries(api);
  addWorkers(api);
  addChanges(api);
  addJwt(api);
  addDocument(api);
  refuseOtherMethods(api);
  api.onError(answerError);
  api.notFound((c) => problemResponse(new KeystowError('not_found'), c.var.requestId));
  return api;
}

/** A known path with another method: 405 with `Allow` (RFC 9110, section 15.5.6), or OPTIONS. */
function refuseOtherMethods(api: Api): void {
  const methods = new Map<string, string[]>();
  for (const definition of api.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { path, method } = definition.route;
    methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
  }
  for (const [path, known] of methods) {
    const all = [...known, ...(known.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
    const Allow = all.sort().join(', ');
    api.all(path.replaceAll(/\{(.+?)\}/g, ':$1'), (c) =>
      c.req.method === 'OPTIONS'
        ? c.body(null, 204, { Allow })
        : problemResponse(new KeystowError('method_not_allowed'), c.var.requestId, { Allow }),
    );
  }
}
