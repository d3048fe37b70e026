// The environment, read and checked in one place: the rest of the program sees typed settings only.

import path from 'node:path';
import { z } from 'zod';
import { absoluteFolder } from './env/absolute-folder';
import { ENVIRONMENT_SCHEMA } from './env/environment-schema';
import { DEFAULT_FOLDERS, jointProblems } from './env/joint-problems';
import type { EnvProblem } from './env/joint-problems';
import { lendingOf } from './env/lendable-variable';
import { ownFilesOf } from './env/own-files';
import { missingForProvider, PROVIDER_SCHEMA, providerSettingsOf } from './env/provider-settings';
import type { ProviderSettings } from './env/provider-settings';
import { signOnSettings } from './env/sign-on-settings';

export { HiddenText } from './env/hidden-text';
export { DEFAULT_FOLDERS } from './env/joint-problems';
export type { EnvProblem } from './env/joint-problems';
export { isOwnName, lendingOf } from './env/lendable-variable';
export type { ProviderSettings } from './env/provider-settings';
export type { SignOnSettings } from './env/sign-on-settings';

/** The environment is wrong. Names every wrong variable and what was expected, never what was given. */
export class EnvRefusal extends Error {
  readonly problems: readonly EnvProblem[];

  constructor(problems: readonly EnvProblem[]) {
    super(problems.map((one) => `${one.variable}: expected ${one.expected}`).join('\n'));
    this.name = 'EnvRefusal';
    this.problems = problems;
  }
}

type Parsed = z.output<typeof ENVIRONMENT_SCHEMA>;

function settingsOf(env: Parsed, secretProviderPrefix: string) {
  const production = env.NODE_ENV === 'production';
  const folders = DEFAULT_FOLDERS[production ? 'production' : 'development'];
  return {
    /** False in development and in tests. */
    production,
    databaseUrl: env.DATABASE_URL,
    /** Absolute path; holds the embedded database, the folder lock and backups. */
    dataDir: env.DATA_DIR ?? absoluteFolder(folders.data),
    /** Absolute path; where backups of the database are written. */
    backupDir: env.BACKUP_DIR ?? path.join(env.DATA_DIR ?? absoluteFolder(folders.data), 'backups'),
    /** Absolute path; holds the keys that Keystow generates. */
    configDir: env.CONFIG_DIR ?? absoluteFolder(folders.config),
    masterKey: env.KEYSTOW_MASTER_KEY,
    masterKeyFile: env.KEYSTOW_MASTER_KEY_FILE,
    masterKeyPrevious: env.KEYSTOW_MASTER_KEY_PREVIOUS,
    jwtSecret: env.JWT_SECRET,
    jwtSecretPrevious: env.JWT_SECRET_PREVIOUS,
    secretProvider: env.SECRET_PROVIDER,
    /** Stands before the names of the console's own secrets at its provider. */
    secretProviderPrefix,
    secretBackend: env.SECRET_BACKEND,
    instanceEncryptionKey: env.INSTANCE_ENCRYPTION_KEY,
    instanceEncryptionKeyPrevious: env.INSTANCE_ENCRYPTION_KEY_PREVIOUS,
    secretKey: env.SECRET_KEY,
    secretKeyPrevious: env.SECRET_KEY_PREVIOUS,
    fernetSecretKey: env.FERNET_SECRET_KEY,
    /** An origin such as `https://keys.example.org`, without trailing slash; undefined when unset. */
    baseUrl: env.BASE_URL,
    /** `localhost` stands for both loopback addresses. */
    host: env.HOST,
    port: env.PORT,
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    metricsToken: env.METRICS_TOKEN,
    /** Where mail is handed in; unset: none is sent. */
    smtpUrl: env.SMTP_URL,
    /** In place of a password within the address. */
    smtpPassword: env.SMTP_PASSWORD,
    smtpFrom: env.SMTP_FROM,
    /** Absolute path; where the newest checkpoint of each audit log is kept besides; unset: nowhere. */
    auditCheckpointDir: env.AUDIT_CHECKPOINT_DIR,
    /** What webhooks may reach although it is on a private address or this machine. */
    webhookPrivateHosts: env.WEBHOOK_PRIVATE_HOSTS ?? [],
    /** What connectors may reach although it is on a private address or this machine. */
    backendPrivateHosts: env.BACKEND_PRIVATE_HOSTS ?? [],
    /** The backends at which connectors may act as the console itself. */
    backendOwnIdentity: env.BACKEND_OWN_IDENTITY ?? [],
    /** How old the console's knowledge of a backend's versions may get, in seconds; 0: nobody asks. */
    backendPollSeconds: env.BACKEND_POLL_SECONDS,
    /** Globs of this process's variables that connectors may hand out; empty: none. */
    envBackendNames: env.ENV_BACKEND_NAMES ?? [],
    /** Absolute; the files and folders that connectors may read. */
    envBackendPaths: env.ENV_BACKEND_PATHS ?? [],
    /** The console's own identity at Vault; each undefined where unset. */
    vault: {
      address: env.VAULT_ADDR,
      token: env.VAULT_TOKEN,
      roleId: env.VAULT_ROLE_ID,
      secretId: env.VAULT_SECRET_ID,
    },
    /** The identity provider that people may sign on through; unset: passwords alone. */
    signOn: signOnSettings(env),
    /** The console that commands speak to, and as whom; unset: the installation of this folder. */
    consoleUrl: env.KEYSTOW_URL,
    consoleToken: env.KEYSTOW_TOKEN,
    adminEmail: env.KEYSTOW_ADMIN_EMAIL,
    adminPassword: env.KEYSTOW_ADMIN_PASSWORD,
  };
}

export type Env = Readonly<ReturnType<typeof settingsOf>>;

/**
 * Checks every variable of `source`; an empty one counts as unset, an unknown one is left alone.
 * Relative folders are taken from the working folder. Throws EnvRefusal.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const parsed = parse(ENVIRONMENT_SCHEMA, source);
  const problems = jointProblems(parsed);
  if (problems.length > 0) throw new EnvRefusal(problems);
  const { prefix } = providerSettingsOf(parse(PROVIDER_SCHEMA, source));
  return Object.freeze(settingsOf(parsed, prefix));
}

function parse<T extends z.ZodObject>(
  schema: T,
  source: Readonly<Record<string, string | undefined>>,
): z.output<T> {
  const given = Object.fromEntries(Object.entries(source).filter(([, text]) => text !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new EnvRefusal(
    parsed.error.issues.map((issue) => ({
      variable: String(issue.path[0]),
      expected: issue.message,
    })),
  );
}

const COMMAND_SCHEMA = ENVIRONMENT_SCHEMA.pick({
  KEYSTOW_URL: true,
  KEYSTOW_TOKEN: true,
  KEYSTOW_TOKEN_FILE: true,
  KEYSTOW_SERVER_KEY: true,
  XDG_CONFIG_HOME: true,
  XDG_RUNTIME_DIR: true,
});

/**
 * What a command needs that speaks to a console. Other variables are not looked at: beside a program that
 * is started, `PORT` or `DATABASE_URL` are that program's. Throws EnvRefusal.
 */
export function readCommandEnv(source: Readonly<Record<string, string | undefined>> = process.env) {
  const parsed = parse(COMMAND_SCHEMA, source);
  return {
    consoleUrl: parsed.KEYSTOW_URL,
    consoleToken: parsed.KEYSTOW_TOKEN,
    /** Absolute path of a file that holds the token; it goes before `consoleToken`. */
    consoleTokenFile: parsed.KEYSTOW_TOKEN_FILE,
    /** Public keys that sign deliveries, joined by commas. */
    serverKey: parsed.KEYSTOW_SERVER_KEY,
    /** Absolute; undefined where the system's default counts. */
    configHome: parsed.XDG_CONFIG_HOME,
    runtimeDir: parsed.XDG_RUNTIME_DIR,
  };
}

/** Every variable of this process, for a program that is started with them. */
export function inheritedEnvironment(): Record<string, string | undefined> {
  return { ...process.env };
}

/**
 * The variables of this process that may be handed out where the operator named `globs`, by name. Read anew
 * each time; an empty one counts as unset.
 */
export function lentVariables(globs: readonly string[]): ReadonlyMap<string, string> {
  const given = Object.entries(process.env).filter(
    (entry): entry is [string, string] => !!entry[1] && lendingOf(entry[0], globs) === 'lent',
  );
  return new Map(given);
}

/** Absolute paths of the files that this process reads its own secrets from, whether they are there or not. */
export function ownFiles(): string[] {
  return ownFilesOf(process.env, process.cwd());
}

/** Absolute; the mounted folder with the console's own secrets, by name. */
export function ownSecretDir(): string | undefined {
  const given = process.env.SECRET_DIR;
  return given ? absoluteFolder(given) : undefined;
}

/** Known before anything else is read, because it says which files are. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development';
}

/** Where the console's own secrets come from. Reads nothing that may come from there. Throws EnvRefusal. */
export function readProviderSettings(
  source: Readonly<Record<string, string | undefined>>,
): ProviderSettings {
  const settings = providerSettingsOf(parse(PROVIDER_SCHEMA, source));
  const missing = missingForProvider(settings);
  if (missing) throw new EnvRefusal([missing]);
  return settings;
}

/** Puts a variable in place for what is lent from now on: `lentVariables` reads it. Ends with the process. */
export function setLentVariable(name: string, text: string): void {
  process.env[name] = text;
}

/** Where a log is wanted before the rest is known. Throws EnvRefusal. */
export function readLogLevel(): Env['logLevel'] {
  return parse(ENVIRONMENT_SCHEMA.pick({ LOG_LEVEL: true }), process.env).LOG_LEVEL;
}

/** Whether this folder's console has a database, as far as variables tell without its own secrets. */
export function readDatabasePlace(): { readonly elsewhere: boolean; readonly dataDir: string } {
  const given = parse(PLACE_SCHEMA, process.env);
  const { SECRET_PROVIDER: provider, DATABASE_URL: url, DATABASE_URL_FILE: file } = given;
  const folder = DEFAULT_FOLDERS[given.NODE_ENV === 'production' ? 'production' : 'development'];
  return {
    elsewhere: url !== undefined || file !== undefined || provider !== 'env' || !!given.SECRET_DIR,
    dataDir: given.DATA_DIR ?? absoluteFolder(folder.data),
  };
}

const PLACE_SCHEMA = ENVIRONMENT_SCHEMA.pick({
  NODE_ENV: true,
  DATABASE_URL: true,
  DATA_DIR: true,
  SECRET_PROVIDER: true,
}).extend({ SECRET_DIR: z.string().optional(), DATABASE_URL_FILE: z.string().optional() });

// The process holds it, not the module: pages, routes and the start each have a copy of this module.
const held = globalThis as typeof globalThis & { __keystowEnv?: Env };

/** What the console has put together from its variables and its provider is what `env` answers from now on. */
export function adoptEnv(env: Env): void {
  held.__keystowEnv = env;
}

let plain: Env | undefined;

/** The settings of this process; until the console has put them together, its variables alone. Throws EnvRefusal. */
export function env(): Env {
  return held.__keystowEnv ?? (plain ??= readEnv());
}
