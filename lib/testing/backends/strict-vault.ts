// A strict Vault on loopback: the part of its HTTP API that is used here, and an error for everything else.

import { randomBytes, randomUUID } from 'node:crypto';
import { type Call, type LoopbackServer, startLoopback } from './loopback-server';
import { type KvSecret, answerKv, VaultAnswer } from './strict-vault-kv';

export interface VaultRights {
  /** Paths as in a policy, below /v1/ and without a namespace, such as `secret/data/billing/*`. */
  readonly read: readonly string[];
  readonly write?: readonly string[];
}

export interface VaultTokenTerms extends VaultRights {
  readonly ttlSeconds?: number;
  readonly renewable?: boolean;
}

/** What tests need of a Vault, whether it is this one or a real one. Namespaces: '' is the root. */
export interface VaultUnderTest extends LoopbackServer {
  readonly rootToken: string;
  addNamespace(name: string): Promise<void>;
  /** A KV engine of version 2. */
  addMount(mount: string, namespace?: string): Promise<void>;
  addToken(terms: VaultTokenTerms, namespace?: string): Promise<string>;
  addAppRole(
    terms: VaultTokenTerms,
    namespace?: string,
  ): Promise<{ roleId: string; secretId: string }>;
  revoke(token: string): Promise<void>;
}

interface Token extends VaultTokenTerms {
  readonly id: string;
  readonly namespace: string;
  readonly root: boolean;
  readonly path: string;
  expiresAt: number | null;
}

interface State {
  readonly namespaces: Set<string>;
  /** By namespace and mount, then by path. */
  readonly mounts: Map<string, Map<string, KvSecret>>;
  readonly tokens: Map<string, Token>;
  readonly roles: Map<string, VaultTokenTerms & { secretId: string; namespace: string }>;
  sealed: boolean;
}

export interface StrictVault extends VaultUnderTest {
  seal(sealed: boolean): void;
}

const TTL_SECONDS = 3600;
const at = (namespace: string, rest: string) => `${namespace.replace(/\/$/, '')}//${rest}`;

export async function startStrictVault(): Promise<StrictVault> {
  const state: State = {
    namespaces: new Set(['']),
    mounts: new Map(),
    tokens: new Map(),
    roles: new Map(),
    sealed: false,
  };
  const root = newToken(state, { read: [], ttlSeconds: 0 }, '', 'auth/token/root', true);
  const server = await startLoopback((call, body, _request, response) => {
    const answer = answered(state, call, body);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  });
  return {
    ...server,
    rootToken: root.id,
    addNamespace: async (name) => void state.namespaces.add(name),
    addMount: async (mount, namespace = '') =>
      void state.mounts.set(at(namespace, mount), new Map()),
    addToken: async (terms, namespace = '') =>
      newToken(state, terms, namespace, 'auth/token/create').id,
    addAppRole: async (terms, namespace = '') => {
      const [roleId, secretId] = [randomUUID(), randomUUID()];
      state.roles.set(roleId, { ...terms, secretId, namespace });
      return { roleId, secretId };
    },
    revoke: async (token) => void state.tokens.delete(token),
    seal: (sealed) => {
      state.sealed = sealed;
    },
  };
}

function newToken(
  state: State,
  terms: VaultTokenTerms,
  namespace: string,
  path: string,
  root = false,
): Token {
  const { ttlSeconds = TTL_SECONDS } = terms;
  const token: Token = {
    ...terms,
    id: `hvs.${randomBytes(18).toString('base64url')}`,
    namespace,
    root,
    path,
    expiresAt: ttlSeconds === 0 ? null : Date.now() + ttlSeconds * 1000,
  };
  state.tokens.set(token.id, token);
  return token;
}

function answered(state: State, call: Call, body: Buffer): VaultAnswer {
  const { pathname, searchParams } = new URL(call.path, 'http://vault');
  if (!pathname.startsWith('/v1/')) return VaultAnswer.error(404);
  const path = decodeURIComponent(pathname.slice('/v1/'.length));
  if (path === 'sys/health' && call.method === 'GET') return health(state);
  if (state.sealed) return VaultAnswer.error(503, 'Vault is sealed');
  const namespace = String(call.headers['x-vault-namespace'] ?? '').replace(/^\/|\/$/g, '');
  if (!state.namespaces.has(namespace)) return VaultAnswer.error(404, 'no handler for route');
  const json = jsonOf(body);
  if (json === null) return VaultAnswer.error(400, 'failed to parse JSON input');
  if (path === 'auth/approle/login') {
    return isWrite(call.method) ? login(state, namespace, json) : VaultAnswer.error(405);
  }
  const token = state.tokens.get(String(call.headers['x-vault-token'] ?? ''));
  const expired = token?.expiresAt != null && token.expiresAt <= Date.now();
  if (!token || expired || !(token.root || token.namespace === namespace)) return DENIED;
  if (path === 'auth/token/lookup-self' && call.method === 'GET') return lookedUp(token);
  if (path === 'auth/token/renew-self' && isWrite(call.method)) return renewed(token, json);
  if (path === 'auth/token/revoke-self' && isWrite(call.method)) {
    state.tokens.delete(token.id);
    return new VaultAnswer(204);
  }
  if (path.startsWith(SHOWN_MOUNTS))
    return shownMount(state, token, at(namespace, path.slice(SHOWN_MOUNTS.length)));
  if (!may(token, call.method, path)) return DENIED;
  const [key, secrets] =
    [...state.mounts].find(([mount]) => at(namespace, path).startsWith(`${mount}/`)) ?? [];
  if (key === undefined || !secrets) {
    return VaultAnswer.error(404, `no handler for route "${path}". route entry not found.`);
  }
  const below = at(namespace, path).slice(key.length + 1);
  return answerKv(secrets, { method: call.method, path: below, query: searchParams, json });
}

const SHOWN_MOUNTS = 'sys/internal/ui/mounts/';

const DENIED = VaultAnswer.error(403, 'permission denied');
const isWrite = (method: string) => method === 'POST' || method === 'PUT';

function jsonOf(body: Buffer): Record<string, unknown> | null {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString());
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function may(token: Token, method: string, path: string): boolean {
  if (token.root) return true;
  const globs = method === 'GET' ? token.read : (token.write ?? []);
  return globs.some((glob) =>
    glob.endsWith('*') ? path.startsWith(glob.slice(0, -1)) : path === glob,
  );
}

/** To every token that may do anything there. */
function shownMount(state: State, token: Token, mount: string): VaultAnswer {
  const globs = [...token.read, ...(token.write ?? [])];
  const sees =
    token.root || globs.some((glob) => at(token.namespace, glob).startsWith(`${mount}/`));
  if (!sees || !state.mounts.has(mount)) return DENIED;
  return new VaultAnswer(200, { data: { type: 'kv', options: { version: '2' } } });
}

function health({ sealed }: State): VaultAnswer {
  const server_time_utc = Math.floor(Date.now() / 1000);
  const body = { initialized: true, sealed, standby: false, server_time_utc, version: '1.21.0' };
  return new VaultAnswer(sealed ? 503 : 200, body);
}

function login(state: State, namespace: string, json: Record<string, unknown>): VaultAnswer {
  const role = state.roles.get(String(json['role_id']));
  const right = role && role.secretId === json['secret_id'] && role.namespace === namespace;
  if (!right) return VaultAnswer.error(400, 'invalid role or secret ID');
  return authOf(newToken(state, role, namespace, 'auth/approle/login'));
}

/** A login without terms about it can be renewed; the root's token cannot. */
const isRenewable = ({ renewable, root }: Token) => renewable ?? !root;
const ttlOf = ({ expiresAt }: Token) =>
  expiresAt === null ? 0 : Math.max(0, Math.round((expiresAt - Date.now()) / 1000));

function authOf(token: Token): VaultAnswer {
  const auth = { client_token: token.id, lease_duration: ttlOf(token), token_type: 'service' };
  return VaultAnswer.of(null, { ...auth, renewable: isRenewable(token) });
}

function lookedUp(token: Token): VaultAnswer {
  const expires = token.expiresAt === null ? null : new Date(token.expiresAt).toISOString();
  return VaultAnswer.of({
    id: token.id,
    path: token.path,
    policies: [token.root ? 'root' : 'default'],
    ttl: ttlOf(token),
    expire_time: expires,
    ...(token.root ? {} : { renewable: isRenewable(token) }),
    type: 'service',
  });
}

/** `increment` is a wish, of seconds or such as `60s`; it is granted here. */
function renewed(token: Token, json: Record<string, unknown>): VaultAnswer {
  if (!isRenewable(token)) return VaultAnswer.error(400, 'lease is not renewable');
  const wished = Number.parseInt(String(json['increment'] ?? ''), 10);
  const seconds = wished || token.ttlSeconds || TTL_SECONDS;
  token.expiresAt = Date.now() + seconds * 1000;
  return authOf(token);
}
