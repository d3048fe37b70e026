// What each environment variable may hold, as one zod schema.

import path from 'node:path';
import { z } from 'zod';
import { absoluteFolder } from './absolute-folder';
import { HiddenText } from './hidden-text';

const BACKENDS = {
  local: 'local',
  local_encrypted: 'local',
  aws: 'aws',
  aws_sm: 'aws',
  gcp: 'gcp',
  vault: 'vault',
} as const;

const SWITCHES = { on: true, true: true, '1': true, off: false, false: false, '0': false } as const;

type WordTable = Record<string, string | boolean>;

/** A word of `table`, answered with what the table says. */
function word<const T extends WordTable>(table: T, expected: string) {
  return z
    .string()
    .refine((text): text is string & keyof T => Object.hasOwn(table, text), { error: expected })
    .transform((text) => table[text] as T[keyof T]);
}

const hidden = z.string().transform((text) => new HiddenText(text));
const folder = z.string().transform(absoluteFolder);
/** XDG Base Directory Specification 0.8: a relative path is to be ignored. */
const absolute = z.string().transform((text) => (path.isAbsolute(text) ? text : undefined));

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol);
}

function isSmtpUrl(text: string): boolean {
  return URL.canParse(text) && ['smtp:', 'smtps:'].includes(new URL(text).protocol);
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const web = url.protocol === 'http:' || url.protocol === 'https:';
  return web && (url.href === `${url.origin}/` || url.href === url.origin);
}

/** A name or an address, with a port where that one alone is meant. */
const HOST_NAME =
  /^([A-Za-z0-9._-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?|[0-9A-Fa-f:.]{2,45})$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const hostNames = z
  .string()
  .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
  .refine((hosts) => hosts.every((host) => HOST_NAME.test(host)), {
    error: 'host names or IP addresses, with a port as host:port or without, joined by commas',
  });

const OWN_IDENTITIES = ['aws', 'gcp', 'vault'] as const;
type OwnIdentity = (typeof OWN_IDENTITIES)[number];

function isOwnIdentity(text: string): text is OwnIdentity {
  return (OWN_IDENTITIES as readonly string[]).includes(text);
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

/** OpenID Connect Discovery 1.0, section 2: https, no query, no fragment. Plain http on this machine alone. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text) || /[?#]/.test(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

const BASE_URL_EXPECTED = 'an http or https address without path, such as https://keys.example.org';

/** Each variable as text in, checked setting out. The messages say what was expected. */
export const ENVIRONMENT_SCHEMA = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], { error: 'production, development or test' })
    .default('production'),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, { error: 'an address that begins with postgresql:// or postgres://' })
    .transform((text) => new HiddenText(text))
    .optional(),
  DATA_DIR: folder.optional(),
  CONFIG_DIR: folder.optional(),
  KEYSTOW_MASTER_KEY: hidden.optional(),
  KEYSTOW_MASTER_KEY_FILE: folder.optional(),
  KEYSTOW_MASTER_KEY_PREVIOUS: hidden.optional(),
  JWT_SECRET: hidden.optional(),
  JWT_SECRET_PREVIOUS: hidden.optional(),
  SECRET_PROVIDER: z.enum(['env', 'aws', 'gcp'], { error: 'env, aws or gcp' }).default('env'),
  SECRET_BACKEND: word(BACKENDS, 'local, aws, gcp or vault (env is read-only)').default('local'),
  INSTANCE_ENCRYPTION_KEY: hidden.optional(),
  INSTANCE_ENCRYPTION_KEY_PREVIOUS: hidden.optional(),
  SECRET_KEY: hidden.optional(),
  SECRET_KEY_PREVIOUS: hidden.optional(),
  FERNET_SECRET_KEY: hidden.optional(),
  BASE_URL: z
    .string()
    .refine(isOrigin, { error: BASE_URL_EXPECTED })
    .transform((text) => new URL(text).origin)
    .optional(),
  HOST: z
    .string()
    .regex(HOST_NAME, { error: 'a host name or an IP address, without port' })
    .default('localhost'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'a port number from 0 to 65535 (0: any free one)' })
    .transform(Number)
    .refine((port) => port <= 65_535, { error: 'a port number from 0 to 65535 (0: any free one)' })
    .default(3000),
  TRUST_PROXY: word(SWITCHES, 'on or off').default(false),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  METRICS_TOKEN: z
    .string()
    .min(16, { error: 'at least 16 characters' })
    .transform((text) => new HiddenText(text))
    .optional(),
  SMTP_URL: z
    .string()
    .refine(isSmtpUrl, { error: 'an address such as smtp://user@mail.example.org:587' })
    .transform((text) => new HiddenText(text))
    .optional(),
  SMTP_PASSWORD: hidden.optional(),
  SMTP_FROM: z.email({ error: 'an e-mail address' }).optional(),
  AUDIT_CHECKPOINT_DIR: folder.optional(),
  BACKUP_DIR: folder.optional(),
  WEBHOOK_PRIVATE_HOSTS: hostNames.optional(),
  BACKEND_PRIVATE_HOSTS: hostNames.optional(),
  BACKEND_OWN_IDENTITY: z
    .string()
    .transform((text) => text.split(',').map((kind) => kind.trim()))
    .refine((kinds): kinds is OwnIdentity[] => kinds.every(isOwnIdentity), {
      error: 'aws, gcp and vault, joined by commas',
    })
    .optional(),
  BACKEND_POLL_SECONDS: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'whole seconds from 10 to 86400, or 0 for never' })
    .transform(Number)
    .refine((seconds) => seconds === 0 || (seconds >= 10 && seconds <= 86_400), {
      error: 'whole seconds from 10 to 86400, or 0 for never',
    })
    .default(60),
  ENV_BACKEND_NAMES: z
    .string()
    .transform((text) => text.split(',').map((glob) => glob.trim()))
    .refine((globs) => globs.every((glob) => /^[A-Za-z_*][A-Za-z0-9_*]*$/.test(glob)), {
      error: 'names of variables, with * for anything, joined by commas',
    })
    .optional(),
  ENV_BACKEND_PATHS: z
    .string()
    .transform((text) => text.split(':'))
    .refine((paths) => paths.every((one) => path.isAbsolute(one)), {
      error: 'absolute paths of files and folders, joined by colons',
    })
    .optional(),
  VAULT_ADDR: z
    .string()
    .refine(isWebAddress, { error: 'the address of Vault, such as https://vault.example.org:8200' })
    .optional(),
  VAULT_TOKEN: hidden.optional(),
  VAULT_ROLE_ID: z.string().max(200, { error: 'at most 200 characters' }).optional(),
  VAULT_SECRET_ID: hidden.optional(),
  OIDC_ISSUER: z
    .string()
    .refine(isIssuer, { error: 'the provider’s https address, such as https://id.example.org' })
    .optional(),
  OIDC_CLIENT_ID: z.string().max(400, { error: 'at most 400 characters' }).optional(),
  OIDC_CLIENT_SECRET: hidden.optional(),
  OIDC_GROUPS_CLAIM: z.string().max(200, { error: 'at most 200 characters' }).default('groups'),
  OIDC_SCOPES: z
    .string()
    .regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/, {
      error: 'words joined by single spaces, the first of them openid',
    })
    .optional(),
  OIDC_NAME: z.string().max(60, { error: 'at most 60 characters' }).optional(),
  KEYSTOW_URL: z
    .string()
    .refine(isOrigin, { error: BASE_URL_EXPECTED })
    .transform((text) => new URL(text).origin)
    .optional(),
  KEYSTOW_TOKEN: hidden.optional(),
  KEYSTOW_TOKEN_FILE: folder.optional(),
  KEYSTOW_SERVER_KEY: z
    .string()
    .regex(/^\s*ed25519:[\w-]{43}(\s*,\s*ed25519:[\w-]{43})*\s*$/, {
      error: 'ed25519: and 43 characters, as shown beside the token (several joined by commas)',
    })
    .optional(),
  XDG_CONFIG_HOME: absolute.optional(),
  XDG_RUNTIME_DIR: absolute.optional(),
  KEYSTOW_ADMIN_EMAIL: z.email({ error: 'an e-mail address' }).optional(),
  KEYSTOW_ADMIN_PASSWORD: hidden.optional(),
});
