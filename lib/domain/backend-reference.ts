// Where an external backend keeps a value: one spelling for each place, checked before anything is asked.

import type { ExternalBackend } from './backend';
import { ruleBroken } from './errors';
import { matchesGlob } from './glob';

/** A path of the backend, and what of it is meant. What a backend has no use for is null. */
export interface BackendReference {
  /** Canonical: two references are the same place exactly when their texts are the same. */
  readonly text: string;
  /** AWS: name or ARN. GCP: `projects/P/secrets/S` or `S`. Vault: path below its mount. env: a name. */
  readonly path: string;
  /** A member of the JSON object, or the field of a Vault secret. */
  readonly key: string | null;
  /** AWS: the version stage. */
  readonly stage: string | null;
  /** A version to stay at; the newest where null. */
  readonly version: string | null;
  /** Vault: another mount than the connector's. */
  readonly mount: string | null;
}

export const REFERENCE_LENGTH_MAX = 1024;

interface Form {
  readonly path: RegExp;
  readonly expected: string;
  /** The query parameters it takes, in the order of the canonical text. */
  readonly takes: Readonly<Partial<Record<Part, RegExp>>>;
}

type Part = 'key' | 'stage' | 'version' | 'mount';
const PARTS = ['key', 'mount', 'stage', 'version'] as const;

/** Printable, and no control character; a key of somebody's JSON may be anything else. */
const KEY = /^[^\p{Cc}]{1,256}$/u;

const FORMS: Readonly<Record<ExternalBackend, Form>> = {
  aws: {
    path: /^(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[A-Za-z0-9/_+=.@!-]{1,512}$/,
    expected: 'a name or an ARN of Secrets Manager, such as prod/billing?key=password',
    takes: { key: KEY, stage: /^[\w+=,.@-]{1,256}$/, version: /^[\w-]{1,64}$/ },
  },
  gcp: {
    path: /^(projects\/[a-z0-9:.-]{1,100}\/secrets\/)?[A-Za-z0-9_-]{1,255}$/,
    expected: 'a name or projects/PROJECT/secrets/NAME, such as billing-db?version=3',
    takes: { key: KEY, version: /^[1-9]\d{0,9}$/ },
  },
  vault: {
    path: /^[A-Za-z0-9_.@+=~:-]+(\/[A-Za-z0-9_.@+=~:-]+)*$/,
    expected: 'a path below the mount, such as billing/production?key=password',
    takes: { key: KEY, mount: /^[\w-]+(\/[\w-]+)*$/, version: /^[1-9]\d{0,9}$/ },
  },
  env: {
    path: /^[A-Za-z_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/,
    expected:
      'a name such as SENDGRID_API_KEY, or parts joined by slashes: llm_api_key/control_plane',
    takes: {},
  },
};

/** AWS writes key, stage and version behind an ARN too, divided by colons. */
const ARN_WITH_PARTS =
  /^(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^:?]+):([^:?]*):([^:?]*)(?::([^:?]*))?$/;

/**
 * Reads `PATH?key=K&stage=S&version=V`, in any order of its parameters, which are percent-encoded as in an
 * address. Throws 422 at `pointer` for anything else, and for paths that climb: `..`, `//`, `%2e`.
 */
export function parseReference(
  backend: ExternalBackend,
  given: string,
  pointer = '/reference',
): BackendReference {
  const form = FORMS[backend];
  const refused = (message: string) => ruleBroken(pointer, 'reference', message);
  if (given.length > REFERENCE_LENGTH_MAX) {
    throw refused(`A reference has at most ${REFERENCE_LENGTH_MAX} characters.`);
  }
  const text = backend === 'aws' ? withParameters(given) : given;
  const cut = text.indexOf('?');
  const path = cut < 0 ? text : text.slice(0, cut);
  if (climbs(path) || !form.path.test(path)) throw refused(`Give ${form.expected}.`);
  const parts = parametersOf(cut < 0 ? '' : text.slice(cut + 1), form, refused);
  if (parts.mount !== null && climbs(parts.mount)) throw refused(`Give ${form.expected}.`);
  if (parts.stage !== null && parts.version !== null) {
    throw refused('Give a stage or a version, not both.');
  }
  return { text: canonical(path, parts), path, ...parts };
}

/** A reference that was stored; it was checked then. */
export function storedReference(backend: ExternalBackend, text: string): BackendReference {
  return parseReference(backend, text);
}

/** `llm_api_key/control_plane` is `LLM_API_KEY_CONTROL_PLANE`; a name without slashes stays as it is. */
export function variableOfReference({ path }: Pick<BackendReference, 'path'>): string {
  return path.includes('/') ? path.replaceAll(/[/.-]/g, '_').toUpperCase() : path;
}

/**
 * Whether one of the globs covers the path; `*` stands for anything. No globs cover all. At `env` the variable
 * counts that a path and a glob stand for, however each is spelled.
 */
export function isAllowedReference(
  kind: ExternalBackend,
  globs: readonly string[],
  { path, mount }: BackendReference,
): boolean {
  if (kind === 'env' && globs.length > 0) {
    const variable = variableOfReference({ path });
    return globs.some((glob) => matchesGlob(variableOfReference({ path: glob }), variable));
  }
  const whole = mount === null ? path : `${mount}:${path}`;
  return globs.length === 0 || globs.some((glob) => matchesGlob(glob, whole));
}

/** What is said to who gave another. */
export const REFERENCE_GLOB_EXPECTED =
  'Give places, with * where anything may stand: letters, digits and / _ + = . @ ! ~ : - without spaces.';
export const REFERENCE_GLOB = /^[\w/+=.@!~:*-]{1,512}$/;

function climbs(path: string): boolean {
  return path.includes('//') || path.split('/').some((part) => part === '.' || part === '..');
}

function withParameters(text: string): string {
  const match = ARN_WITH_PARTS.exec(text);
  if (!match) return text;
  const [, arn, key, stage, version] = match;
  const parts = Object.entries({ key, stage, version }).filter(([, value]) => value);
  if (parts.length === 0) return arn!;
  return `${arn}?${parts.map(([name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&')}`;
}

type Parts = Readonly<Record<Part, string | null>>;

function parametersOf(query: string, form: Form, refused: (message: string) => Error): Parts {
  const found: Record<Part, string | null> = { key: null, stage: null, version: null, mount: null };
  for (const pair of query === '' ? [] : query.split('&')) {
    const cut = pair.indexOf('=');
    const name = PARTS.find((one) => one === pair.slice(0, cut) && form.takes[one]);
    const value = decoded(pair.slice(cut + 1));
    if (!name) {
      const names = PARTS.filter((one) => form.takes[one]);
      throw refused(names.length > 0 ? `It takes ${names.join(', ')}.` : `Give ${form.expected}.`);
    }
    if (found[name] !== null) throw refused(`Give ${name} once.`);
    if (value === null || !form.takes[name]!.test(value)) {
      throw refused(`The ${name} is not one that this backend could have.`);
    }
    found[name] = value;
  }
  return found;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function canonical(path: string, parts: Parts): string {
  const given = PARTS.filter((name) => parts[name] !== null);
  const query = given.map((name) => `${name}=${encodeURIComponent(parts[name]!)}`).join('&');
  return query === '' ? path : `${path}?${query}`;
}
