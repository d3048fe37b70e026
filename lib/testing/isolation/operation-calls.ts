// Every operation of the REST application as a call on the ids of some branch of scopes.

import type { Api } from '@/lib/api/app';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import type { Call } from '../rest';
import {
  OF_ACCOUNT,
  OF_AUDIT,
  OF_INSTANCES,
  OF_KEYS,
  OF_LINKS,
  OF_ORGANIZATION,
} from './operation-bodies';
import { leakCall, rotationCall } from './rotation-calls';
import type { Target } from './target';
import { NO_DESTINATION, verificationCall } from './verification-calls';

export interface OperationCall extends Call {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** False where the operation takes no id of a scope or token. */
  readonly takesIds: boolean;
  /** It is about what the whole organization shares, which whoever manages people somewhere may know. */
  readonly ofOrganization: boolean;
  /** Open to whoever holds a link, and to nobody else: neither a session nor a token helps. */
  readonly ofLink: boolean;
}

const NO_ROLE = 'rol_01h2xcejqtf2nbrexx3vqjhp41';
const NO_GROUP = 'grp_01h2xcejqtf2nbrexx3vqjhp41';
const NO_INSTANCE = 'ins_01h2xcejqtf2nbrexx3vqjhp41';
const NO_CONNECTOR = 'con_01h2xcejqtf2nbrexx3vqjhp41';
const NO_TRANSFER = 'trf_01h2xcejqtf2nbrexx3vqjhp41';
const NO_SECRET = 'sec_01h2xcejqtf2nbrexx3vqjhp41';
const NO_LINK = 'lnk_01h2xcejqtf2nbrexx3vqjhp41';
const NO_BRIEF = 'brf_01h2xcejqtf2nbrexx3vqjhp41';
const NO_MEMBER = 'usr_01h2xcejqtf2nbrexx3vqjhp41';
const NO_INVITATION = 'inv_01h2xcejqtf2nbrexx3vqjhp41';
const NO_DELIVERY = 'dlv_01h2xcejqtf2nbrexx3vqjhp41';
const NO_BACKUP = 'bak_01h2xcejqtf2nbrexx3vqjhp41';
const NO_REMINDER = 'rem_01h2xcejqtf2nbrexx3vqjhp41';
const NO_HOOK = 'rhk_01h2xcejqtf2nbrexx3vqjhp41';
const NO_RUN = 'rot_01h2xcejqtf2nbrexx3vqjhp41';
const NO_LEAK = 'leak_01h2xcejqtf2nbrexx3vqjhp41';
const NO_WINDOW = 'win_01h2xcejqtf2nbrexx3vqjhp41';
const NO_GRANT = 'grt_01h2xcejqtf2nbrexx3vqjhp41';

/** Bodies and queries of those that need one; `put…Secret` is the same for all kinds. */
function callOf(operationId: string, target: Target): { query?: string; call?: Call } {
  if (operationId in OF_INSTANCES) return { call: { body: OF_INSTANCES[operationId] } };
  if (/^put\w+Secret$/.test(operationId)) {
    return { call: { body: { key: target.secretKey, value: 'canary-of-a-stranger' } } };
  }
  if (operationId.startsWith('import')) {
    return { call: { body: { text: `${target.secretKey}=canary-of-a-stranger` } } };
  }
  if (/^describe\w+Secret$/.test(operationId)) {
    return { call: { body: { description: 'of a stranger' } } };
  }
  const rotation = rotationCall(operationId, target) ?? leakCall(operationId, target);
  if (rotation) return rotation;
  const verification = verificationCall(operationId, target);
  if (verification) return verification;
  if (/^stage\w+Secret$/.test(operationId)) {
    return { call: { body: { value: 'canary-of-a-stranger' } } };
  }
  if (/^(rollBack|promote|discard)\w+Secret$/.test(operationId))
    return { call: { body: { version: 1 } } };
  if (operationId === 'createScope') {
    const body = { kind: 'app', name: 'x', slug: 'x', parent: target.workspace.id };
    return { call: { body } };
  }
  if (operationId === 'setAppRequirements') {
    return { call: { body: { requirements: [{ key: target.secretKey }] } } };
  }
  if (/^list\w+SecretHolders$/.test(operationId)) return { query: `?ids=${NO_SECRET}` };
  if (operationId === 'askAppRestart') return { call: { body: {} } };
  if (operationId === 'dismissAppWorkers') {
    return { call: { body: { workers: ['wrk_01h2xcejqtf2nbrexx3vqjhp41'] } } };
  }
  if (['takeAppDelivery', 'takeBriefDelivery'].includes(operationId)) {
    const { publicKey } = makeDeliveryKey();
    return { call: { body: { publicKey, jti: 'A'.repeat(22) } } };
  }
  if (operationId === 'beatWorker') return { call: { body: { state: 'running' } } };
  if (operationId === 'renameScope') return { call: { body: { name: 'Renamed' } } };
  if (operationId === 'deleteScope') return { query: `?confirm=${target.app.path}` };
  if (operationId === 'createToken') {
    const scope = { kind: 'team', id: target.team.id };
    return { call: { body: { name: 'x', scope, permissions: ['secrets:list'] } } };
  }
  if (operationId === 'makeIntakeLink') {
    const secrets = [`${target.app.path}/${target.secretKey}`];
    return { call: { body: { secrets, label: 'x', expiresInDays: 1 } } };
  }
  if (operationId === 'createConnector') {
    const settings = { address: 'https://connector.invalid', auth: 'token' };
    const scope = { kind: 'team', id: target.team.id };
    const credentials = { token: 'canary-of-a-stranger' };
    const body = { kind: 'vault', slug: 'x', name: 'x', settings, scope, credentials };
    return { call: { body } };
  }
  if (/^plan\w+Transfer$/.test(operationId)) {
    return { call: { body: { mode: 'move', from: target.connectorId ?? NO_CONNECTOR } } };
  }
  if (/^start\w+Transfer$/.test(operationId)) return { call: { body: {} } };
  if (operationId === 'changeConnector') return { call: { body: { name: 'Of a stranger' } } };
  if (operationId === 'approveConnector') return { call: { body: { version: 1 } } };
  if (operationId === 'createBrief') {
    const { app, secretKey } = target;
    return { call: { body: { app: app.id, title: 'x', task: {}, secretRefs: [secretKey] } } };
  }
  if (operationId === 'previewBrief') {
    return { call: { body: { app: target.app.id, secretRefs: [target.secretKey] } } };
  }
  if (/^create\w+Integration$/.test(operationId)) {
    const body = { slug: 'x', name: 'x', configSchema: { type: 'object' }, config: {} };
    return { call: { body } };
  }
  if (/^change\w+Integration$/.test(operationId))
    return { call: { body: { name: 'Of a stranger' } } };
  const grant = { role: 'auditor', scope: { kind: 'team', id: target.team.id } };
  if (['grantRole', 'grantGroupRole'].includes(operationId)) return { call: { body: grant } };
  if (operationId === 'addGroupMember') {
    return { call: { body: { person: target.memberId ?? NO_MEMBER } } };
  }
  if (/^(create|change)(Role|Group)$/.test(operationId)) {
    return { call: { body: OF_ORGANIZATION[operationId] } };
  }
  if (operationId === 'deactivateMember') return { call: { body: { revokeTokens: [] } } };
  if (['reactivateMember', 'unlinkMember', 'transferOwnership'].includes(operationId)) {
    return { call: { body: {} } };
  }
  if (operationId === 'makeInvitation') {
    return { call: { body: { email: 'invited@stranger.example', grants: [grant] } } };
  }
  if (operationId in OF_LINKS) return { call: { body: OF_LINKS[operationId] } };
  if (operationId in OF_ACCOUNT) return { call: { body: OF_ACCOUNT[operationId] } };
  if (operationId in OF_AUDIT) return { call: { body: OF_AUDIT[operationId] } };
  if (operationId in OF_KEYS) return { call: { body: OF_KEYS[operationId] } };
  if (operationId === 'rotateToken') return { call: { body: { overlapSeconds: 0 } } };
  const listed = ['listTokens', 'listMembers', 'listConnectors'].includes(operationId);
  return listed ? { query: `?scope=${target.team.id}` } : {};
}

function idOf(path: string, target: Target): string {
  if (/^\/(apps|scopes)\//.test(path)) return target.app.id;
  if (path === '/backups/{id}') return target.backupId ?? NO_BACKUP;
  // Trying one takes seconds, and there are many callers.
  if (path.startsWith('/backups/')) return NO_BACKUP;
  if (path.startsWith('/connectors/')) return target.connectorId ?? NO_CONNECTOR;
  if (path.startsWith('/instances/')) return target.instanceId ?? NO_INSTANCE;
  if (path.startsWith('/briefs/')) return target.briefId ?? NO_BRIEF;
  if (path.startsWith('/workspaces/')) return target.workspace.id;
  if (path.startsWith('/members/')) return target.memberId ?? NO_MEMBER;
  if (path.startsWith('/invitations/')) return target.invitationId ?? NO_INVITATION;
  if (path.startsWith('/intake-links/')) return target.intakeLinkId ?? NO_LINK;
  if (path.startsWith('/deliveries/')) return target.deliveryId ?? NO_DELIVERY;
  return path.startsWith('/teams/') ? target.team.id : target.tokenId;
}

function grantOf(path: string, { grantId, groupGrantId }: Target): string | undefined {
  return path.startsWith('/groups/') ? groupGrantId : grantId;
}

/** What is the installation's or the organization's, and takes no id of it. */
const NAMES_NO_PLACE =
  /^\/(platform|account|audit|keys|backups|managed-secrets|rotation\/console|intake\/|(roles|groups|instances)$|instances\/(import|reencrypt)$)/;

/** One call for each operation in the application's own list of routes, the document left out. */
export function operationCalls(api: Api, target: Target): OperationCall[] {
  const routes = api.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === 'route' ? [definition.route] : [],
  );
  return routes
    .filter(({ operationId }) => operationId !== 'getDocument')
    .map(({ method, path, operationId = '' }) => {
      const { query = '', call = {} } = callOf(operationId, target);
      const filled = path
        .replace('{id}', idOf(path, target))
        .replace('{key}', target.secretKey)
        .replace('{slug}', target.integration ?? 'none')
        .replace('{secretId}', target.binnedId ?? NO_SECRET)
        .replace('{grant}', grantOf(path, target) ?? NO_GRANT)
        .replace('{role}', target.roleId ?? NO_ROLE)
        .replace('{group}', target.groupId ?? NO_GROUP)
        .replace('{person}', target.memberId ?? NO_MEMBER)
        .replace('{transfer}', target.transfers?.[path.split('/')[1]!] ?? NO_TRANSFER)
        .replace('{run}', target.runId ?? NO_RUN)
        .replace('{case}', target.leakId ?? NO_LEAK)
        .replace('{step}', 'staging')
        .replace('{destination}', target.destinationId ?? NO_DESTINATION)
        .replace('{window}', NO_WINDOW)
        .replace('{hook}', NO_HOOK)
        .replace('{reminder}', NO_REMINDER)
        .replace('{subject}', 'SMTP_PASSWORD')
        .replace('{number}', '1')
        .replace('{operation}', 'kop_01h2xcejqtf2nbrexx3vqjhp41')
        .concat(query);
      const takesIds = filled !== path || call.body !== undefined;
      return {
        ...call,
        operationId,
        method: method.toUpperCase(),
        path: filled,
        ofLink: operationId in OF_LINKS,
        ofOrganization: operationId in OF_ORGANIZATION,
        takesIds: takesIds && !NAMES_NO_PLACE.test(path),
      };
    });
}
