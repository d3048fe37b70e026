// Connections to where a backend may be: no name or address that the operator has not let in, and TLS.

import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { Env } from '@/lib/env';
import { type AddressRules, isAllowedAddress, mayBePrivate, portOf } from './allowed-address';
import { AddressRefused, checkedLookup } from './checked-lookup';

export function backendRules(env: Env): AddressRules {
  return { production: env.production, privateHosts: env.backendPrivateHosts };
}

/** Throws `denied` for a plain or a private address that the operator has not named. */
export function guardAddress(url: URL, rules: AddressRules): void {
  const privateToo = mayBePrivate(url.hostname, rules, portOf(url));
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  // When it is looked up, the port is not known any more.
  if (!privateToo && mayBePrivate(url.hostname, rules)) throw refusedPort(url.host);
  const tls = url.protocol === 'https:' || (url.protocol === 'http:' && privateToo);
  if (!tls) throw new BackendFault('denied', `${host} is not spoken to without TLS: use https.`);
  if (isIP(host) !== 0 && !isAllowedAddress(host, privateToo)) throw refusedAddress(host);
}

export interface GuardedAgents {
  readonly http: Agent;
  readonly https: TlsAgent;
  close(): void;
}

/** Looks each name up by itself; call `guardAddress` too, because addresses are not looked up. */
export function guardedAgents(rules: AddressRules): GuardedAgents {
  const lookup: LookupFunction = (host, options, answer) =>
    checkedLookup(mayBePrivate(host, rules))(host, options, answer);
  const options = { keepAlive: true, maxSockets: 16, lookup };
  const [http, https] = [new Agent(options), new TlsAgent(options)];
  return {
    http,
    https,
    close: () => {
      http.destroy();
      https.destroy();
    },
  };
}

const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO|ERR_OSSL)/;

/** What a connection that failed means. `service` is named, its words are not. */
export function connectionFault(service: string, host: string, error: unknown): BackendFault {
  if (error instanceof BackendFault) return error;
  if (error instanceof AddressRefused) return refusedAddress(host);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new BackendFault('unreachable', `${service} (${host}) ${whyUnreachable(code)}`);
}

function whyUnreachable(code: string): string {
  if (TLS_CODE.test(code)) {
    return 'has a certificate that this console does not trust: see NODE_EXTRA_CA_CERTS.';
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'is a name that stands for no address.';
  if (code === 'ECONNREFUSED') return 'takes no connections: see whether it runs there.';
  return 'broke the connection off: see whether this console reaches it.';
}

function refusedPort(host: string): BackendFault {
  return new BackendFault(
    'denied',
    `${host} is another port than the operator has named in BACKEND_PRIVATE_HOSTS: it is not asked.`,
  );
}

function refusedAddress(host: string): BackendFault {
  return new BackendFault(
    'denied',
    `${host} is a private address: the operator names it in BACKEND_PRIVATE_HOSTS, or it is not asked.`,
  );
}
