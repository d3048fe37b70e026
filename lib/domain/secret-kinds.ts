// The closed lists a secret is described by: category, type, backend, format and version state.

export const CATEGORIES = ['provider', 'infrastructure', 'integration', 'agent'] as const;
export type Category = (typeof CATEGORIES)[number];

export const SECRET_TYPES = [
  'api_key',
  'oauth_tokens',
  'auth_profile',
  'database_url',
  'webhook_secret',
  'jwt_signing_key',
  'encryption_key',
  'inbox_answer',
  'generic',
] as const;
export type SecretType = (typeof SECRET_TYPES)[number];

export const BACKENDS = ['local', 'env', 'aws', 'gcp', 'vault'] as const;
export type Backend = (typeof BACKENDS)[number];

const SPELLINGS = { local_encrypted: 'local', aws_sm: 'aws' } as const;
/** As requests name them: other spellings of two are known. */
export const NAMED_BACKENDS = [...BACKENDS, 'local_encrypted', 'aws_sm'] as const;
export type NamedBackend = (typeof NAMED_BACKENDS)[number];

export function backendNamed(name: NamedBackend): Backend {
  return name === 'local_encrypted' || name === 'aws_sm' ? SPELLINGS[name] : name;
}

/** How the bytes of a value are to be read: UTF-8 text, raw bytes, or RFC 8785 JSON of an object. */
export const VALUE_FORMATS = ['utf8', 'binary', 'object'] as const;
export type ValueFormat = (typeof VALUE_FORMATS)[number];

export const VERSION_STATES = ['staged', 'current', 'previous', 'retired', 'destroyed'] as const;
export type VersionState = (typeof VERSION_STATES)[number];
