// What the closed lists of a secret are called on the screen.

import type { SecretSummary } from '@/lib/contracts/secret';
import type { Backend, Category, SecretType } from '@/lib/domain/secret-kinds';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Delivery } from '@/lib/domain/secret-types';

/** A word of these lists as the choices of a field begin: with a capital letter. */
export function asChoice(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export const TYPE_WORD: Readonly<Record<SecretType, string>> = {
  api_key: 'API key',
  oauth_tokens: 'OAuth tokens',
  auth_profile: 'auth profile',
  database_url: 'database URL',
  webhook_secret: 'webhook secret',
  jwt_signing_key: 'JWT signing key',
  encryption_key: 'encryption key',
  inbox_answer: 'inbox answer',
  generic: 'generic',
};

export const CATEGORY_WORD: Readonly<Record<Category, string>> = {
  provider: 'provider',
  infrastructure: 'infrastructure',
  integration: 'integration',
  agent: 'agent',
};

export const DELIVERY_WORD: Readonly<Record<Delivery, string>> = {
  env: 'environment variable',
  file: 'file',
};

export const BACKEND_WORD: Readonly<Record<Backend, string>> = {
  local: 'local, sealed in this database',
  env: 'environment of the console',
  aws: 'AWS Secrets Manager',
  gcp: 'Google Secret Manager',
  vault: 'HashiCorp Vault',
};

/** The same in two or three words. */
export const BACKEND_NAME: Readonly<Record<Backend, string>> = {
  local: 'sealed here',
  env: 'environment',
  aws: 'AWS',
  gcp: 'Google Cloud',
  vault: 'Vault',
};

/** What a secret offers for another value: a target, a place or a value of its own. */
export function replaceWord({
  aliasOf,
  reference,
}: Pick<SecretSummary, 'aliasOf' | 'reference'>): string {
  if (aliasOf) return 'Point elsewhere…';
  return reference === null ? 'Replace value…' : 'Replace reference or value…';
}

/** The four tabs. `reach` completes "Secrets here reach …". */
export const TAB: Readonly<Record<ScopeKind, { label: string; reach: string }>> = {
  organization: { label: 'Shared', reach: 'every app of the organization' },
  team: { label: 'Team', reach: 'every app of the team' },
  workspace: { label: 'Workspace', reach: 'every app of the workspace' },
  app: { label: 'App', reach: 'this app only' },
};
