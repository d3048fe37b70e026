// A team with something of everything in it, whose ids somebody else may come to know.

import { toTypeId } from '@/lib/domain/ids';
import { takeOf } from '../deliveries';
import { makeMember, makeToken, signIn } from '../organization';
import type { Rest } from '../rest';
import type { Target } from './target';

export const TARGET_KEY = 'HIDDEN_KEY';
const PLACED = ['team', 'workspace', 'app'] as const;
const INTEGRATION = 'hidden-chat';

/** On the search team of the organization, whose owner makes it. Values begin with `canary`. */
export async function makeTarget(rest: Rest): Promise<Target> {
  const { installation, organization, machine, send } = rest;
  const { search } = organization;
  const body = { key: TARGET_KEY, value: 'canary-8842' };
  await send(machine, 'POST', '/platform/secrets', { body });
  for (const place of [search.team, search.workspace, search.app]) {
    await send(machine, 'POST', `/${place.kind}s/${place.id}/secrets`, { body });
  }
  const integration = {
    slug: INTEGRATION,
    name: 'Chat',
    configSchema: {
      type: 'object',
      properties: { token: { type: 'string', platformSecret: TARGET_KEY } },
    },
    config: { room: 'canary-room' },
  };
  for (const path of ['/platform', ...PLACED.map((kind) => `/${kind}s/${search[kind].id}`)]) {
    await send(machine, 'POST', `${path}/integrations`, { body: integration });
  }
  const connector = {
    ...{ kind: 'vault', slug: 'hidden-vault', name: 'Vault' },
    settings: { address: 'https://connector.invalid', auth: 'token' },
    credentials: { token: 'canary-credential' },
    scope: { kind: 'team', id: search.team.id },
  };
  const connected = await send(machine, 'POST', '/connectors', { body: connector });
  const transfers = await planTransfers(rest, connector);
  const rotated = { secrets: [{ scope: search.team.id, key: TARGET_KEY }] };
  const run = await send(machine, 'POST', '/rotation/runs', { body: rotated });
  const leaked = { secret: rotated.secrets[0], whereFound: 'in a log' };
  const leak = await send(machine, 'POST', '/leaks', { body: leaked });
  const tried = { scope: search.team.id, names: ['*'], reason: 'x' };
  const destination = await send(machine, 'POST', '/destinations', {
    body: { ...tried, origin: 'https://destination.invalid' },
  });
  const url = 'postgresql://app:canary-password@instance.invalid/hidden';
  const instance = { name: 'Hidden database', url };
  const kept = await send(machine, 'POST', '/instances', { body: instance });
  const backup = await send(machine, 'POST', '/backups');
  const task = { note: 'canary-task' };
  const asking = { app: search.app.id, title: 'x', task, secretRefs: [TARGET_KEY] };
  const brief = await send(machine, 'POST', '/briefs', { body: asking });
  const delivery = await takeOf(rest, search.app.id);
  const appSecrets = `/apps/${search.app.id}/secrets`;
  await send(machine, 'POST', appSecrets, { body: { ...body, key: 'BINNED_KEY' } });
  await send(machine, 'DELETE', `${appSecrets}/BINNED_KEY`);
  const bin = await send(machine, 'GET', `/apps/${search.app.id}/bin`);
  const [binned] = bin.json['items'] as { id: string }[];

  await makeToken(organization, search.team, ['secrets:list']);
  const tokens = installation.database.prisma.token;
  const token = await tokens.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const owner = { cookie: await signIn(installation, organization.owner.email) };
  const asked = { secrets: [`${search.app.path}/${TARGET_KEY}`], label: 'Bob', expiresInDays: 1 };
  const link = await send(owner, 'POST', '/intake-links', { body: asked });
  const searcher = await makeMember(organization, 'searcher', 'viewer', search.team);
  const memberId = toTypeId('user', searcher.id);
  const person = await send(owner, 'GET', `/members/${memberId}`);
  const [granted] = person.json['grants'] as { id: string }[];
  const scope = { kind: 'team', id: search.team.id };
  const invited = await send(owner, 'POST', '/invitations', {
    body: { email: 'invited@acme.example', grants: [{ role: 'viewer', scope }] },
  });
  const permissions = ['scopes:read', 'secrets:list'];
  const role = { slug: 'releaser', name: 'Releaser', permissions };
  const custom = await send(machine, 'POST', '/roles', { body: role });
  const group = await send(machine, 'POST', '/groups', { body: { slug: 'crew', name: 'Crew' } });
  const ofGroup = `/groups/${group.json['id'] as string}`;
  await send(machine, 'POST', `${ofGroup}/members`, { body: { person: memberId } });
  const held = await send(machine, 'POST', `${ofGroup}/roles`, { body: { role: 'viewer', scope } });
  return {
    ...search,
    roleId: custom.json['id'] as string,
    groupId: group.json['id'] as string,
    groupGrantId: held.json['id'] as string,
    secretKey: TARGET_KEY,
    binnedId: binned!.id,
    tokenId: toTypeId('token', token.id),
    deliveryId: delivery.id,
    briefId: brief.json['id'] as string,
    integration: INTEGRATION,
    instanceId: kept.json['id'] as string,
    backupId: backup.json['id'] as string,
    transfers,
    runId: run.json['id'] as string,
    destinationId: destination.json['id'] as string,
    leakId: leak.json['id'] as string,
    connectorId: connected.json['id'] as string,
    intakeLinkId: link.json['id'] as string,
    memberId,
    grantId: granted!.id,
    invitationId: invited.json['id'] as string,
  };
}

/** One of each scope, through a connector of the organization; nothing lives there, so nobody is asked. */
async function planTransfers(
  { send, machine, organization: { search } }: Rest,
  { scope: _, ...connector }: object & { readonly scope: unknown },
): Promise<Record<string, string>> {
  const slug = 'shared-vault';
  await send(machine, 'POST', '/connectors', { body: { ...connector, slug } });
  const planned: Record<string, string> = {};
  for (const kind of [null, ...PLACED]) {
    const path = kind === null ? '/platform' : `/${kind}s/${search[kind].id}`;
    const body = { mode: 'move', from: slug };
    const { json } = await send(machine, 'POST', `${path}/transfers`, { body });
    planned[path.split('/')[1]!] = json['id'] as string;
  }
  return planned;
}
