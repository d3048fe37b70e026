// Whether the address of a PostgreSQL database works from here, in words that quote neither it nor the server.

import 'server-only';
import { mayBePrivate } from '@/lib/backends/network/allowed-address';
import { backendRules } from '@/lib/backends/network/guarded-agents';
import { resolveHost } from '@/lib/backends/network/resolve-host';
import { askPostgres } from '@/lib/db/instances/ask-postgres';
import type { ServerAddress, ServerFault } from '@/lib/db/instances/ask-postgres';
import { BackendFault } from '@/lib/domain/backend';
import type { DatabaseAddress } from '@/lib/domain/database-address';
import type { Env } from '@/lib/env';

export interface Tried {
  readonly ok: boolean;
  readonly detail: string;
}

const ADDRESSES_MAX = 3;

/** By `sslmode`, as libpq understands it; certificates of files that it names are not read. */
const MODES: Readonly<Record<string, readonly ServerAddress['tls'][]>> = {
  disable: ['off'],
  allow: ['encrypted', 'off'],
  prefer: ['encrypted', 'off'],
  require: ['encrypted'],
  'verify-ca': ['authority'],
  'verify-full': ['full'],
};

const WORDS: Readonly<Record<ServerFault, (at: DatabaseAddress) => string>> = {
  refused: () => 'It takes no connections: see whether it runs there, and on that port.',
  timeout: () => 'It did not answer in time: see whether this console reaches it.',
  no_tls: ({ host }) =>
    `It offers no TLS, and is not spoken to without: have it offer TLS, or the operator names ${host} in BACKEND_PRIVATE_HOSTS.`,
  certificate: () =>
    'Its certificate is not one that this console trusts for that name: see NODE_EXTRA_CA_CERTS.',
  password: () => 'It refused the user or the password: enter the address again.',
  database: ({ database }) => `It has no database ${database}: correct the address.`,
  busy: () => 'It takes no more connections for now: test it again later.',
  other: () => 'It answered, but not as a PostgreSQL server that lets this user in.',
};

/** Nothing is changed there. Tries up to three addresses of the host, each for 10 s at most. */
export async function tryPostgres(env: Env, at: DatabaseAddress): Promise<Tried> {
  if (at.username === '') return failed('Its address names no user: enter it again with one.');
  const mode = at.parameters.get('sslmode') ?? 'prefer';
  const wanted = MODES[mode];
  if (!wanted) return failed('Its sslmode is none that there is: correct the address.');
  const rules = backendRules(env);
  const plain = mayBePrivate(at.host, rules, at.port);
  const ways = wanted.filter((tls) => tls !== 'off' || plain);
  if (ways.length === 0) return failed(WORDS.no_tls(at));
  try {
    const addresses = await resolveHost('The server', at.host, rules, at.port);
    return await tryAll(at, addresses.slice(0, ADDRESSES_MAX), ways);
  } catch (error) {
    if (error instanceof BackendFault) return failed(error.message);
    throw error;
  }
}

async function tryAll(
  at: DatabaseAddress,
  addresses: readonly string[],
  ways: readonly ServerAddress['tls'][],
): Promise<Tried> {
  const { host, port, username: user, password, database } = at;
  let fault: ServerFault = 'refused';
  for (const address of addresses) {
    for (const tls of ways) {
      const login = { user, password, database: database || user };
      const answer = await askPostgres({ address, host, port, tls, ...login });
      if ('version' in answer) {
        return { ok: true, detail: `PostgreSQL ${answer.version} answered${spoken(tls)}.` };
      }
      fault = answer.fault;
      if (fault !== 'no_tls') break;
    }
    // Another address of the same host may be the one that it listens on.
    if (fault !== 'refused' && fault !== 'timeout') break;
  }
  return failed(WORDS[fault](at));
}

function spoken(tls: ServerAddress['tls']): string {
  if (tls === 'off') return ', without TLS';
  return tls === 'encrypted' ? ', with TLS whose certificate was not looked at' : ', with TLS';
}

function failed(detail: string): Tried {
  return { ok: false, detail };
}
