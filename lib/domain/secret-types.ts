// What each type of secret means: how its value is given, checked, generated and delivered.

import type { GeneratorPreset } from './generate-value';
import type { Category, SecretType } from './secret-kinds';

/** One part of a structured value. `name` is its key in JSON; NAME_<SUFFIX> is how it is delivered. */
export interface ValuePart {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  /** False for what may be shown while it is typed: a user name, an address. */
  readonly concealed: boolean;
  readonly hint?: string;
}

/** The one description that the form, the checks, the generator and delivery share. */
export interface TypeRules {
  /** One value, or an object of parts (RFC 8785 JSON when sealed). */
  readonly parts: readonly ValuePart[] | null;
  /** What belongs here, in one sentence of the form. */
  readonly hint: string;
  readonly category: Category;
  /** Which generator fits; null where somebody else makes the value. */
  readonly preset: GeneratorPreset | null;
  /** How old a value may get, in days; null without a window of its own. */
  readonly windowDays: number | null;
}

export const TYPE_RULES: Readonly<Record<SecretType, TypeRules>> = {
  api_key: {
    parts: null,
    hint: 'A key or token that a provider issued. It holds no space and no line break.',
    category: 'provider',
    preset: null,
    windowDays: 90,
  },
  oauth_tokens: {
    parts: [
      { name: 'access_token', label: 'Access token', required: true, concealed: true },
      { name: 'refresh_token', label: 'Refresh token', required: false, concealed: true },
      { name: 'id_token', label: 'ID token', required: false, concealed: true },
      { name: 'token_type', label: 'Token type', required: false, concealed: false },
      { name: 'scope', label: 'Scope', required: false, concealed: false },
      {
        name: 'expires_at',
        label: 'Expires at',
        required: false,
        concealed: false,
        hint: 'An instant such as 2026-12-31T23:59:59Z.',
      },
    ],
    hint: 'What a token endpoint answered (RFC 6749, section 5.1). Each part is delivered by itself.',
    category: 'provider',
    preset: null,
    windowDays: 90,
  },
  auth_profile: {
    parts: [
      { name: 'username', label: 'User name', required: true, concealed: false },
      { name: 'password', label: 'Password', required: true, concealed: true },
      { name: 'url', label: 'Address', required: false, concealed: false },
      { name: 'totp_secret', label: 'One-time code seed', required: false, concealed: true },
    ],
    hint: 'A sign-in of one account somewhere else. Each part is delivered by itself.',
    category: 'agent',
    preset: 'password',
    windowDays: 90,
  },
  database_url: {
    parts: null,
    hint: 'An address with its credentials, such as postgresql://user:password@host:5432/name.',
    category: 'infrastructure',
    preset: null,
    windowDays: 90,
  },
  webhook_secret: {
    parts: null,
    hint: 'What both ends of a webhook sign with: at least 16 characters.',
    category: 'integration',
    preset: 'webhook_secret',
    windowDays: 90,
  },
  jwt_signing_key: {
    parts: null,
    hint: 'At least 32 bytes for HS256 (RFC 7518, section 3.2), or a private key in PEM or JWK.',
    category: 'infrastructure',
    preset: 'jwt_key',
    windowDays: 90,
  },
  encryption_key: {
    parts: null,
    hint: 'At least 16 bytes of key, as hex, base64 or raw.',
    category: 'infrastructure',
    preset: 'encryption_key',
    windowDays: 180,
  },
  inbox_answer: {
    parts: null,
    hint: 'What a person answered when asked for it.',
    category: 'agent',
    preset: null,
    windowDays: null,
  },
  generic: {
    parts: null,
    hint: 'Any value at all.',
    category: 'infrastructure',
    preset: 'password',
    windowDays: null,
  },
};

/** How a part is delivered: `GITHUB` and `access_token` make `GITHUB_ACCESS_TOKEN`. */
export function partName(name: string, part: string): string {
  return `${name}_${part.toUpperCase()}`;
}

/** How a value reaches the process: in its environment, or as a file that `NAME_FILE` names. */
export const DELIVERIES = ['env', 'file'] as const;
export type Delivery = (typeof DELIVERIES)[number];
