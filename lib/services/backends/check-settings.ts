// The settings of a connector: their shape by kind, what the operator allows, and the host they lead to.

import { isIP } from 'node:net';
import path from 'node:path';
import 'server-only';
import { isAllowedAddress, mayBePrivate, portOf } from '@/lib/backends/network/allowed-address';
import { CONNECTOR_SETTINGS } from '@/lib/contracts/connector';
import type { ConnectorSettings } from '@/lib/contracts/connector';
import { fieldIssues } from '@/lib/contracts/field-issues';
import type { ExternalBackend } from '@/lib/domain/backend';
import { isReservedMount } from '@/lib/domain/connector-reach';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { Env } from '@/lib/env';

export interface CheckedSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  /** The host, with its port where it is given by an address; null where nothing leaves the console. */
  readonly destination: string | null;
}

type SettingsOf<K extends ExternalBackend> = ConnectorSettings[K];

/**
 * What a name stands for is looked at again at each connection. Throws 400 for another shape, 422 for what
 * does not go together, an address that is not to be reached, and what the operator does not lend.
 */
export function checkSettings(
  kind: ExternalBackend,
  given: Readonly<Record<string, unknown>>,
  env: Env,
): CheckedSettings {
  const parsed = CONNECTOR_SETTINGS[kind].safeParse(given);
  if (!parsed.success) {
    const issues = fieldIssues(parsed.error, given).map((issue) => ({
      ...issue,
      pointer: `/settings${issue.pointer}`,
    }));
    throw new KeystowError('invalid_shape', undefined, { issues });
  }
  const settings = parsed.data as Record<string, unknown>;
  if (settings['identity'] === 'own' || settings['auth'] === 'own') checkLent(kind, env);
  const destination = CHECKS[kind](settings as never, env);
  return { settings, destination };
}

const CHECKS: { readonly [K in ExternalBackend]: (s: SettingsOf<K>, env: Env) => string | null } = {
  aws: ({ region, endpoint }, env) =>
    endpoint === undefined
      ? `secretsmanager.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
      : checkedHost('/settings/endpoint', endpoint, env),
  gcp: ({ endpoint }, env) =>
    endpoint === undefined
      ? 'secretmanager.googleapis.com'
      : checkedHost('/settings/endpoint', endpoint, env),
  vault: (settings, env) => {
    const host = checkedHost('/settings/address', settings.address, env);
    refuseReserved('mount', settings.mount);
    refuseReserved('namespace', settings.namespace ?? '');
    if (settings.auth === 'approle' && settings.roleId === undefined) {
      throw ruleBroken('/settings/roleId', 'required', 'An AppRole has a role id: enter it.');
    }
    if (settings.auth !== 'own') return host;
    const own = env.vault.address;
    if (own === undefined || checkedHost('/settings/address', own, env) !== host) {
      const message = 'The console lends its own identity to the address in VAULT_ADDR alone.';
      throw ruleBroken('/settings/address', 'own_address', message);
    }
    return host;
  },
  env: (settings, env) => {
    checkSource(settings, env);
    return null;
  },
};

function refuseReserved(field: 'mount' | 'namespace', given: string): void {
  if (!isReservedMount(given)) return;
  const message = `Vault keeps ${given} for itself: give the ${field} of a key-value store.`;
  throw ruleBroken(`/settings/${field}`, 'reserved_mount', message);
}

function checkLent(kind: ExternalBackend, env: Env): void {
  if (env.backendOwnIdentity.some((one) => one === kind)) return;
  const field = kind === 'vault' ? 'auth' : 'identity';
  const message = `The operator lends the console's own identity by BACKEND_OWN_IDENTITY, which does not name ${kind}.`;
  throw ruleBroken(`/settings/${field}`, 'not_lent', message);
}

function checkSource({ source, path: given }: SettingsOf<'env'>, env: Env): void {
  if (source === 'process') {
    if (given !== undefined) {
      throw ruleBroken('/settings/path', 'not_taken', 'The variables of the process have no path.');
    }
    if (env.envBackendNames.length > 0) return;
    const message = 'The operator names the variables that may be used in ENV_BACKEND_NAMES: none.';
    throw ruleBroken('/settings/source', 'not_lent', message);
  }
  if (given === undefined) {
    throw ruleBroken('/settings/path', 'required', `Give the path of the ${source}.`);
  }
  const within = env.envBackendPaths.some((root) => {
    const below = path.relative(root, given);
    return below === '' || !(below.startsWith('..') || path.isAbsolute(below));
  });
  if (within && path.normalize(given) === given) return;
  const message = 'The operator names the files and folders that may be read in ENV_BACKEND_PATHS.';
  throw ruleBroken('/settings/path', 'not_lent', `That path is not within them. ${message}`);
}

/** `host:port` of a whole address. */
function checkedHost(pointer: string, text: string, env: Env): string {
  const refused = (code: string, message: string) => ruleBroken(pointer, code, message);
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) {
    throw refused('address', 'Give a whole address, such as https://vault.example.org:8200.');
  }
  const url = new URL(text);
  if (url.username || url.password || url.hash || url.search || url.pathname !== '/') {
    throw refused('address', 'Give scheme, host and port alone.');
  }
  const { backendPrivateHosts: privateHosts, production } = env;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const privateToo = mayBePrivate(host, { production, privateHosts }, portOf(url));
  if (!isReachable(host, privateToo)) {
    const remedy = 'The operator may allow some by BACKEND_PRIVATE_HOSTS.';
    throw refused('private_address', `That address is private. ${remedy}`);
  }
  if (url.protocol !== 'https:' && !privateToo) {
    throw refused('address', 'Use https, so that credentials and values are read by nobody else.');
  }
  return `${url.hostname}:${portOf(url)}`;
}

/** Names that only ever stand for this host, or for what answers clouds' own machines. */
const LOCAL_NAME = /^(localhost|.*\.(localhost|local|internal|lan|home\.arpa))$/;

function isReachable(host: string, privateToo: boolean): boolean {
  return isIP(host) === 0
    ? privateToo || !LOCAL_NAME.test(host)
    : isAllowedAddress(host, privateToo);
}
