// The secrets of the strict Secret Manager: create, get, add a version, list versions, access.

import type { Call } from './loopback-server';
import { crc32c } from './crc32c';

export type GcpState = 'ENABLED' | 'DISABLED' | 'DESTROYED';

export interface GcpVersion {
  readonly name: string;
  readonly createTime: string;
  readonly data: Buffer;
  readonly checked: boolean;
  state: GcpState;
}

export interface GcpSecret {
  readonly resource: Readonly<Record<string, unknown>> & { readonly name: string };
  /** The first is version 1. */
  readonly versions: GcpVersion[];
}

export interface GcpQuestion {
  readonly call: Call;
  readonly query: URLSearchParams;
  readonly json: Record<string, unknown>;
}

export class GcpRefusal extends Error {
  constructor(
    readonly code: 400 | 401 | 403 | 404 | 409,
    readonly status: string,
    message: string,
  ) {
    super(message);
  }
}

export const invalid = (message: string) => new GcpRefusal(400, 'INVALID_ARGUMENT', message);
const absent = (name: string) => new GcpRefusal(404, 'NOT_FOUND', `[${name}] not found.`);

const SECRET = /^projects\/[^/]+\/secrets\/[^/:]+$/;
const SECRET_ID = /^[A-Za-z0-9_-]{1,255}$/;
const PAGE_SIZE = 100;
/** What one call gives; `name` is what stands behind `/v1/`. Throws a `GcpRefusal`. */
export function answerGcp(
  secrets: Map<string, GcpSecret>,
  tamperedCrc32c: string | null,
  name: string,
  question: GcpQuestion,
): unknown {
  const { method } = question.call;
  const [, access] = /^(.+):access$/.exec(name) ?? [];
  const [, addTo] = /^(.+):addVersion$/.exec(name) ?? [];
  const [, listOf] = /^(.+)\/versions$/.exec(name) ?? [];
  const [, project] = /^(projects\/[^/]+)\/secrets$/.exec(name) ?? [];
  if (method === 'POST' && addTo) return addVersion(existing(secrets, addTo), question);
  if (method === 'POST' && project) return create(secrets, project, question);
  if (method === 'DELETE' && SECRET.test(name)) return remove(secrets, name, question.query);
  if (method !== 'GET') throw new GcpRefusal(404, 'NOT_FOUND', 'Method not found.');
  if (access) {
    takesOnly(question.query);
    const { data, ...version } = readable(secrets, access);
    const dataCrc32c = tamperedCrc32c ?? String(crc32c(data));
    return { name: version.name, payload: { data: data.toString('base64'), dataCrc32c } };
  }
  if (project) return listSecrets(secrets, project, question.query);
  if (listOf) return list(existing(secrets, listOf), question.query);
  takesOnly(question.query);
  if (/\/versions\/[^/]+$/.test(name)) return shown(versionOf(secrets, name));
  return existing(secrets, name).resource;
}

function takesOnly(query: URLSearchParams, ...names: readonly string[]): void {
  const unknown = [...query.keys()].find((one) => !names.includes(one));
  if (unknown !== undefined)
    throw invalid(`Unknown name "${unknown}": Cannot bind query parameter.`);
}

function existing(secrets: Map<string, GcpSecret>, name: string): GcpSecret {
  const secret = SECRET.test(name) ? secrets.get(name) : undefined;
  if (!secret) throw absent(name);
  return secret;
}

/** `latest` is the newest version that was made, also where that one is disabled. */
function versionOf(secrets: Map<string, GcpSecret>, name: string): GcpVersion {
  const [, of = '', number = ''] = /^(.+)\/versions\/([^/]+)$/.exec(name) ?? [];
  const { versions } = existing(secrets, of);
  const version = number === 'latest' ? versions.at(-1) : versions[Number(number) - 1];
  if (!version) throw absent(name);
  return version;
}

function readable(secrets: Map<string, GcpSecret>, name: string): GcpVersion {
  const version = versionOf(secrets, name);
  if (version.state === 'ENABLED') return version;
  const message = `Secret Version [${version.name}] is in ${version.state} state.`;
  throw new GcpRefusal(400, 'FAILED_PRECONDITION', message);
}

function shown({ name, createTime, state, checked }: GcpVersion) {
  return {
    name,
    createTime,
    state,
    replicationStatus: { automatic: {} },
    ...(checked ? { clientSpecifiedPayloadChecksum: true } : {}),
  };
}

function addVersion({ resource, versions }: GcpSecret, { query, json }: GcpQuestion): unknown {
  takesOnly(query);
  const { data, dataCrc32c } = (json['payload'] ?? {}) as { data?: string; dataCrc32c?: string };
  const bytes = Buffer.from(data ?? '', 'base64');
  if (bytes.length === 0) throw invalid('Secret Payload cannot be empty.');
  if (dataCrc32c !== undefined && String(crc32c(bytes)) !== String(dataCrc32c)) {
    throw invalid('Secret Payload was corrupted during transit.');
  }
  const version: GcpVersion = {
    name: `${resource.name}/versions/${versions.length + 1}`,
    createTime: new Date().toISOString(),
    data: bytes,
    checked: dataCrc32c !== undefined,
    state: 'ENABLED',
  };
  versions.push(version);
  return shown(version);
}

function create(
  secrets: Map<string, GcpSecret>,
  project: string,
  { query, json }: GcpQuestion,
): unknown {
  takesOnly(query, 'secretId');
  const id = query.get('secretId') ?? '';
  if (!SECRET_ID.test(id))
    throw invalid(`The provided Secret ID [${id}] does not match the rules.`);
  if (!json['replication']) throw invalid('Secret replication must be set.');
  const rotation = json['rotation'] as { rotationPeriod?: string; nextRotationTime?: string };
  if (rotation?.rotationPeriod && !rotation.nextRotationTime) {
    throw invalid('nextRotationTime must be set when rotationPeriod is set.');
  }
  const name = `${project}/secrets/${id}`;
  if (secrets.has(name))
    throw new GcpRefusal(409, 'ALREADY_EXISTS', `Secret [${name}] already exists.`);
  const kept = Object.entries(json).filter(([, value]) => JSON.stringify(value) !== '{}');
  const resource = { ...Object.fromEntries(kept), name, createTime: new Date().toISOString() };
  secrets.set(name, { resource, versions: [] });
  return resource;
}

/** Newest first, by pages whose token is where the next begins. */
function list({ versions }: GcpSecret, query: URLSearchParams): unknown {
  takesOnly(query, 'pageSize', 'pageToken', 'filter');
  const [size, from] = [Number(query.get('pageSize')) || PAGE_SIZE, Number(query.get('pageToken'))];
  const all = versions.toReversed().map(shown);
  const nextPageToken = from + size < all.length ? { nextPageToken: String(from + size) } : {};
  return { versions: all.slice(from, from + size), totalSize: all.length, ...nextPageToken };
}

function remove(secrets: Map<string, GcpSecret>, name: string, query: URLSearchParams): unknown {
  takesOnly(query, 'etag');
  secrets.delete(existing(secrets, name).resource.name);
  return {};
}

function listSecrets(
  secrets: Map<string, GcpSecret>,
  project: string,
  query: URLSearchParams,
): unknown {
  takesOnly(query, 'pageSize', 'pageToken', 'filter');
  const [size, from] = [Number(query.get('pageSize')) || PAGE_SIZE, Number(query.get('pageToken'))];
  const names = [...secrets.values()].map(({ resource }) => resource);
  const all = names.filter(({ name }) => name.startsWith(`${project}/`));
  const nextPageToken = from + size < all.length ? { nextPageToken: String(from + size) } : {};
  return { secrets: all.slice(from, from + size), totalSize: all.length, ...nextPageToken };
}
