// As whom a connector speaks to Vault: with what was brought, or as the console itself where the operator lends that.

import 'server-only';
import { HiddenText } from '@/lib/env';
import type { Env } from '@/lib/env';
import { BackendFault } from '@/lib/domain/backend';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { VaultIdentity } from './vault-lease';

/** As `CONNECTOR_SETTINGS.vault` has checked them. */
export interface VaultSettings {
  readonly address: string;
  readonly mount: string;
  readonly namespace?: string;
  readonly auth: 'token' | 'approle' | 'own';
  readonly roleId?: string;
  readonly rolePath: string;
}

/** Throws `denied` where something is missing, or not lent. */
export function identityOf(
  { address, auth, roleId, rolePath }: VaultSettings,
  credentials: Plaintext | null,
  env: Env,
): VaultIdentity {
  if (auth === 'own') return ownIdentity(address, rolePath, env);
  const given = credentials?.use(textsOf) ?? {};
  if (auth === 'token') {
    if (given.token) return { kind: 'token', token: given.token };
    throw new BackendFault('denied', 'The connector has no token: enter one.');
  }
  if (roleId && given.secretId) {
    return { kind: 'approle', path: rolePath, roleId, secretId: given.secretId };
  }
  throw new BackendFault('denied', 'The connector lacks its role id or secret id: enter both.');
}

function ownIdentity(address: string, rolePath: string, env: Env): VaultIdentity {
  if (!env.backendOwnIdentity.includes('vault')) {
    throw new BackendFault(
      'denied',
      'This console does not lend its own identity at Vault: the operator can name vault in BACKEND_OWN_IDENTITY.',
    );
  }
  const { address: own, token, roleId, secretId } = env.vault;
  if (own === undefined || new URL(own).href !== hrefOf(address)) {
    throw new BackendFault(
      'denied',
      'The console’s own identity goes to VAULT_ADDR alone: give that address.',
    );
  }
  if (token) return { kind: 'token', token };
  if (roleId !== undefined && secretId)
    return { kind: 'approle', path: rolePath, roleId, secretId };
  throw new BackendFault(
    'denied',
    'The console has no identity at Vault: set VAULT_TOKEN, or VAULT_ROLE_ID and VAULT_SECRET_ID.',
  );
}

function hrefOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).href : null;
}

type Given = Readonly<Partial<Record<'token' | 'secretId', HiddenText>>>;

/** A line end that was copied along with a token belongs to neither. */
function textsOf(bytes: Uint8Array): Given {
  const given = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string | undefined>;
  const entries = (['token', 'secretId'] as const).map((name) => [name, given[name]?.trim()]);
  const texts = entries.filter((entry): entry is [string, string] => !!entry[1]);
  return Object.fromEntries(texts.map(([name, text]) => [name, hiddenCredential(text)]));
}

function hiddenCredential(text: string): HiddenText {
  if (/^[\x21-\x7e]+$/.test(text)) return new HiddenText(text);
  throw new BackendFault(
    'denied',
    'The connector’s token or secret id has characters that none has: enter it anew.',
  );
}
