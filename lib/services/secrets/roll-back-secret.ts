// Makes an older value current again, as a new version: opened, and sealed under the new number.

import 'server-only';
import { valueAad } from '@/lib/crypto/aad';
import { OpenError } from '@/lib/crypto/open-error';
import { openValue } from '@/lib/crypto/value';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { RollBackInput } from '@/lib/contracts/version';
import { holdScope } from '@/lib/db/scopes';
import { findSealedVersion } from '@/lib/db/secret-versions';
import type { SealedVersion } from '@/lib/db/secret-versions';
import { lockSecrets } from '@/lib/db/secrets';
import type { LockedSecret } from '@/lib/db/secrets';
import type { Tx } from '@/lib/db/transaction';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkVersion } from './check-version';
import { outcomeOf, putAll } from './put-secrets';

/**
 * Needs `secrets:write`. The current version becomes previous. Throws 404 for an unknown secret or
 * version, 409 for the current one, a destroyed one, and when `ifVersion` does not hold.
 */
export async function rollBackSecret(
  ctx: Context,
  reference: ScopeReference,
  name: string,
  input: RollBackInput,
): Promise<SecretSummary> {
  const scope = await authorize(ctx, reference, 'secrets:write', [name]);
  const put = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const [secret] = await lockSecrets(tx, scope, [name]);
      if (!secret || secret.name !== name) throw notFound('That secret');
      await checkVersion(tx, scope, name, secret, input.ifVersion);
      const { plaintext, format } = await openOlder(ctx, tx, scope, secret, input.version);
      const again = { key: name, plaintext, format, reason: input.reason };
      const [made] = await putAll(ctx, tx, scope, [again]);
      return made!;
    },
    ({ write }) => ({
      in: scope,
      events: [
        {
          action: 'secret.rolled_back',
          secret: { id: write.secretId, name: write.name },
          scope,
          version: write.number,
          state: 'current',
          from: input.version,
          reason: write.reason,
        },
      ],
    }),
  );
  return outcomeOf(put, scope).secret;
}

async function openOlder(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  secret: LockedSecret,
  number: number,
): Promise<{ plaintext: Plaintext; format: SealedVersion['format'] }> {
  if (number === secret.currentVersion) {
    throw refused('version_current', `Version ${number} is the current version already.`);
  }
  const version = await findSealedVersion(tx, secret.id, number);
  if (!version) throw notFound('That version');
  if (version.destroyedAt || !version.envelope || !version.key) {
    throw refused('version_destroyed', `The value of version ${number} no longer exists.`);
  }
  const aad = valueAad({
    installationId: ctx.installation.id,
    organizationId: scope.organizationId,
    scopeId: scope.id,
    secretId: secret.id,
    version: number,
    name: secret.name,
    format: version.format,
  });
  try {
    const key = await ctx.installation.keys.unwrap(tx, version.key);
    return { plaintext: openValue(key, aad, version.envelope), format: version.format };
  } catch (error) {
    if (!(error instanceof OpenError)) throw error;
    throw new KeystowError('tampered', `The stored value of version ${number} does not open.`);
  }
}

function refused(code: string, message: string): KeystowError {
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '/version', code, message }],
  });
}
