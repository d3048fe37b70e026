// The KV engine of the strict Vault, version 2: data, metadata, delete, undelete and destroy of versions.

import { randomUUID } from 'node:crypto';

export class VaultAnswer {
  constructor(
    readonly status: number,
    readonly body?: unknown,
  ) {}

  static error(status: number, ...errors: readonly string[]): VaultAnswer {
    return new VaultAnswer(status, { errors });
  }

  static of(data: unknown, auth: unknown = null, status = 200): VaultAnswer {
    const lease = { lease_id: '', renewable: false, lease_duration: 0 };
    const rest = { wrap_info: null, warnings: null, auth };
    return new VaultAnswer(status, { request_id: randomUUID(), ...lease, data, ...rest });
  }
}

interface KvVersion {
  readonly data: Record<string, unknown>;
  readonly createdAt: string;
  deletedAt: string;
  destroyed: boolean;
}

export interface KvSecret {
  /** The first is version 1. */
  readonly versions: KvVersion[];
  readonly createdAt: string;
}

interface KvCall {
  readonly method: string;
  /** Below the mount. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly json: Record<string, unknown>;
}

export function answerKv(secrets: Map<string, KvSecret>, call: KvCall): VaultAnswer {
  const [, verb, path = ''] =
    /^(data|metadata|delete|undelete|destroy)\/(.*)$/.exec(call.path) ?? [];
  const { method } = call;
  const posted = method === 'POST' || method === 'PUT';
  // The method LIST does the same, but Node's parser does not know it.
  if (verb === 'metadata' && method === 'GET' && call.query.get('list') === 'true') {
    return listed(secrets, path);
  }
  if (verb === 'data' && method === 'GET') return read(secrets.get(path), call);
  if (verb === 'data' && posted) return write(secrets, path, call);
  if (verb === 'metadata' && method === 'GET') return metadata(secrets.get(path));
  if (verb === 'metadata' && method === 'DELETE') {
    secrets.delete(path);
    return new VaultAnswer(204);
  }
  if (verb === 'data' && method === 'DELETE') {
    const versions = secrets.get(path)?.versions ?? [];
    return mark(versions.slice(-1), 'delete');
  }
  if (posted && (verb === 'delete' || verb === 'undelete' || verb === 'destroy')) {
    const numbers = Array.isArray(call.json['versions']) ? call.json['versions'].map(Number) : [];
    if (numbers.length === 0) return VaultAnswer.error(400, 'No version number provided');
    const versions = secrets.get(path)?.versions ?? [];
    return mark(
      versions.filter((_, i) => numbers.includes(i + 1)),
      verb,
    );
  }
  return verb ? VaultAnswer.error(405, 'unsupported operation') : VaultAnswer.error(404);
}

function mark(
  versions: readonly KvVersion[],
  verb: 'delete' | 'undelete' | 'destroy',
): VaultAnswer {
  for (const version of versions) {
    if (verb === 'destroy') version.destroyed = true;
    else if (verb === 'undelete') version.deletedAt = '';
    else version.deletedAt ||= new Date().toISOString();
  }
  return new VaultAnswer(204);
}

function describe(version: KvVersion) {
  const { createdAt, deletedAt, destroyed } = version;
  return { created_time: createdAt, deletion_time: deletedAt, destroyed };
}

/** A version that was deleted is 404 with its metadata; what never was is 404 with nothing. */
function read(secret: KvSecret | undefined, { query }: KvCall): VaultAnswer {
  const asked = Number(query.get('version') ?? 0);
  if (!Number.isInteger(asked) || asked < 0) return VaultAnswer.error(400, 'invalid version');
  const number = asked === 0 ? (secret?.versions.length ?? 0) : asked;
  const version = secret?.versions[number - 1];
  if (!version) return VaultAnswer.error(404);
  const metadata = { ...describe(version), custom_metadata: null, version: number };
  const gone = version.destroyed || version.deletedAt !== '';
  return VaultAnswer.of({ data: gone ? null : version.data, metadata }, null, gone ? 404 : 200);
}

function write(secrets: Map<string, KvSecret>, path: string, { json }: KvCall): VaultAnswer {
  const { data, options } = json as { data?: unknown; options?: { cas?: unknown } };
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return VaultAnswer.error(400, 'no data provided');
  }
  const createdAt = new Date().toISOString();
  const secret = secrets.get(path) ?? { versions: [], createdAt };
  if (options?.cas !== undefined && Number(options.cas) !== secret.versions.length) {
    return VaultAnswer.error(400, 'check-and-set parameter did not match the current version');
  }
  const version = {
    data: data as Record<string, unknown>,
    createdAt,
    deletedAt: '',
    destroyed: false,
  };
  secret.versions.push(version);
  secrets.set(path, secret);
  const number = secret.versions.length;
  return VaultAnswer.of({ ...describe(version), custom_metadata: null, version: number });
}

function metadata(secret: KvSecret | undefined): VaultAnswer {
  if (!secret) return VaultAnswer.error(404);
  const { versions, createdAt } = secret;
  return VaultAnswer.of({
    cas_required: false,
    created_time: createdAt,
    updated_time: versions.at(-1)!.createdAt,
    current_version: versions.length,
    oldest_version: 0,
    max_versions: 0,
    delete_version_after: '0s',
    custom_metadata: null,
    versions: Object.fromEntries(versions.map((version, i) => [i + 1, describe(version)])),
  });
}

/** Names of secrets, and of folders with a slash behind them. */
function listed(secrets: Map<string, KvSecret>, folder: string): VaultAnswer {
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  const names = [...secrets.keys()].filter((path) => path.startsWith(prefix));
  const keys = new Set(names.map((path) => /^[^/]*\/?/.exec(path.slice(prefix.length))![0]));
  return keys.size === 0 ? VaultAnswer.error(404) : VaultAnswer.of({ keys: [...keys].sort() });
}
