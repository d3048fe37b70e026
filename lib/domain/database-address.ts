// The address of a database connection: what of it may be shown, and whether the console can test it.

import type { Plaintext } from './plaintext';

export const DATABASE_KINDS = ['postgresql', 'mysql', 'mariadb', 'mongodb', 'redis'] as const;
export type DatabaseKind = (typeof DATABASE_KINDS)[number];

interface Scheme {
  readonly kind: DatabaseKind;
  readonly port: number;
}

/** A driver behind a `+` says how a program connects, and not to what. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  postgres: { kind: 'postgresql', port: 5432 },
  postgresql: { kind: 'postgresql', port: 5432 },
  mysql: { kind: 'mysql', port: 3306 },
  mariadb: { kind: 'mariadb', port: 3306 },
  mongodb: { kind: 'mongodb', port: 27_017 },
  redis: { kind: 'redis', port: 6379 },
  rediss: { kind: 'redis', port: 6379 },
};

/** Everything but the password and the parameters, either of which may be secret. */
export interface ShownAddress {
  readonly kind: DatabaseKind;
  /** In lower case; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Empty where the address names none. */
  readonly database: string;
  /** Empty where the address names none. */
  readonly username: string;
}

export interface DatabaseAddress extends ShownAddress {
  readonly password: string;
  /** Parameters of the address, by name. */
  readonly parameters: ReadonlyMap<string, string>;
}

export const ADDRESS_BYTES_MAX = 4096;
const SHOWN_LENGTH_MAX = 255;
const DRIVER = /^[a-z][a-z0-9_]*$/;

/** Null for what is no address of one host, database and user that can be shown. Quotes nothing. */
export function readDatabaseAddress(text: Plaintext): DatabaseAddress | null {
  if (text.byteLength > ADDRESS_BYTES_MAX) return null;
  const written = text.use((bytes) => new TextDecoder().decode(bytes));
  const [, name = '', driver] = /^([a-z]+)(?:\+([^:]*))?:\/\//i.exec(written) ?? [];
  const scheme = SCHEMES[name.toLowerCase()];
  if (!scheme || (driver !== undefined && !DRIVER.test(driver))) return null;
  try {
    return readParts(scheme, written.slice(written.indexOf('://')));
  } catch {
    return null;
  }
}

/** Of a scheme that browsers do not know, so that nothing of it is rewritten. */
function readParts({ kind, port }: Scheme, rest: string): DatabaseAddress | null {
  if (hasControl(rest)) return null;
  const url = new URL(`keystow-database${rest}`);
  const host = decodeURIComponent(url.hostname)
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1');
  const address = {
    kind,
    host,
    port: url.port === '' ? port : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    username: decodeURIComponent(url.username),
  };
  // Several hosts, as some drivers take them, have no place that could be shown or tested.
  if (!/^[a-z0-9_.:%-]+$/.test(host) || address.port === 0 || url.hash !== '') return null;
  const shown = [host, address.database, address.username];
  if (shown.some((part) => part.length > SHOWN_LENGTH_MAX || hasControl(part))) return null;
  const password = decodeURIComponent(url.password);
  // A user or database that contains the password would show it.
  if (password !== '' && shown.some((part) => password.length > 3 && part.includes(password))) {
    return null;
  }
  return { ...address, password, parameters: new Map(url.searchParams) };
}

function hasControl(text: string): boolean {
  return /[\u0000-\u0020\u007f]/.test(text);
}
