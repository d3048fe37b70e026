// Makes an older value current again, as a new version: opened, and sealed under the new number.

import 'server-only';
import { valueAad } from '@/lib/crypto/aad';
import { OpenError } from '@/lib/crypto/open-error';
import { openValue } from '@/lib/crypto/value';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { RollBackInput } from '@/lib/contracts/version';
import { holdScope } from '@/lib/db/scopes/scopes';
import { lockPartNames } from '@/lib/db/secrets/part-names';
import { findSealedVersion } from '@/lib/db/secrets/secret-versions';
import { lockSecrets } from '@/lib/db/secrets/secrets';
import type { LockedSecret } from '@/lib/db/secrets/secrets';
import type { Tx } from '@/lib/db/connection/transaction';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { typeShapeFault } from '@/lib/domain/type-shape';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkVersion } from './check-version';
import { isAlias } from './plan-version';
import { putAll } from './put-all';
import { outcomeOf } from './put-secrets';
import type { SecretInput } from './secret-input';

/**
 * Needs `secrets:write`. The current version becomes previous. Throws 404 for an unknown secret or
 * version, 409 for the current one, a destroyed one, one that was at a backend, and when `ifVersion` does
 * not hold. What lives at a backend is sealed here from then on.
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
      await lockPartNames(tx, scope.id, 'exclusive');
      const [secret] = await lockSecrets(tx, scope, [name]);
      if (!secret || secret.name !== name) throw notFound('That secret');
      if (secret.aliasOfId) throw isAlias(name);
      await checkVersion(tx, scope, name, secret, input.ifVersion);
      const older = await openOlder(ctx, tx, scope, secret, input.version);
      refuseOtherShape(secret, older, input.version);
      const again = { key: name, ...older, reason: input.reason, asItWas: true } as const;
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

type Older = Pick<SecretInput, 'plaintext' | 'format'>;

/** What its parts are delivered as depends on the type, which is not a version's own. */
function refuseOtherShape(
  { type }: LockedSecret,
  { plaintext, format }: Older,
  number: number,
): void {
  const inParts = TYPE_RULES[type].parts !== null;
  if (!inParts && format !== 'object') return;
  if (inParts && !typeShapeFault(type, format, plaintext)) return;
  const message = `Version ${number} is from when the secret had another type than ${type}. Seal its value again, with that type.`;
  throw refused('version_shape', message);
}

async function openOlder(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  secret: LockedSecret,
  number: number,
): Promise<Older> {
  if (number === secret.currentVersion) {
    throw refused('version_current', `Version ${number} is the current version already.`);
  }
  const version = await findSealedVersion(tx, secret.id, number);
  if (!version) throw notFound('That version');
  if (version.lostAt) {
    const message = `The master key that version ${number} was sealed under is lost. Enter the value again.`;
    throw refused('version_lost', message);
  }
  if (!version.destroyedAt && !version.envelope) {
    const message = `The value of version ${number} was never here, but at a backend. Refer to it again, or put the value back there.`;
    throw refused('version_elsewhere', message);
  }
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
  return fieldConflict('/version', code, message);
}
