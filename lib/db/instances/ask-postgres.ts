// Asks a PostgreSQL server of somebody else for its version, to see whether an address works.

import 'server-only';
import { Client } from 'pg';

export interface ServerAddress {
  /** Where to connect to; nothing is looked up. */
  readonly address: string;
  /** The name that its certificate is for. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** `off`; or with TLS, whose certificate is not looked at, is from a known authority, or of the host too. */
  readonly tls: 'off' | 'encrypted' | 'authority' | 'full';
}

/** What went wrong, in a closed list. */
export type ServerFault =
  'refused' | 'timeout' | 'no_tls' | 'certificate' | 'password' | 'database' | 'busy' | 'other';

const CONNECT_MS_MAX = 5000;
const QUERY_MS_MAX = 5000;
const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO|ERR_OSSL)/;

/** Its version, or what went wrong. Takes 10 s at most; quotes nothing that the server said. */
export async function askPostgres(
  at: ServerAddress,
): Promise<{ readonly version: string } | { readonly fault: ServerFault }> {
  const { address, host, port, user, password, database, tls } = at;
  const client = new Client({
    ...{ host: address, port, user, database },
    // A function, because an empty text would be looked for in variables and files of this console.
    password: () => password,
    ssl: tls === 'off' ? false : tlsOptions(tls, host),
    connectionTimeoutMillis: CONNECT_MS_MAX,
    query_timeout: QUERY_MS_MAX,
    application_name: 'keystow',
  });
  // What comes after the answer is of no interest, and must not end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version?: unknown }>('SHOW server_version');
    const [version] = /^[\w.]{1,40}/.exec(String(rows[0]?.server_version ?? '')) ?? ['unknown'];
    return { version };
  } catch (error) {
    return { fault: faultOf(error) };
  } finally {
    void client.end().catch(() => undefined);
  }
}

function tlsOptions(tls: ServerAddress['tls'], servername: string) {
  const rejectUnauthorized = tls !== 'encrypted';
  // An IP address is no server name (RFC 6066); the certificate is compared with it by `host`.
  const named = /^[\d.]+$|:/.test(servername) ? {} : { servername };
  return {
    rejectUnauthorized,
    ...named,
    ...(tls === 'full' ? {} : { checkServerIdentity: () => undefined }),
  };
}

function faultOf(error: unknown): ServerFault {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET'].includes(code))
    return 'refused';
  if (code === 'ETIMEDOUT' || /timeout/i.test(message)) return 'timeout';
  if (message === 'The server does not support SSL connections') return 'no_tls';
  if (TLS_CODE.test(code)) return 'certificate';
  // SQLSTATE: invalid authorization, and no such database; too many connections, or starting up.
  if (code.startsWith('28')) return 'password';
  if (code === '3D000') return 'database';
  return code === '53300' || code === '57P03' ? 'busy' : 'other';
}
