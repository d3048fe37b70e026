// Seals one version of a secret to where it belongs, and makes its tags.

import 'server-only';
import { displayTag, matchTag } from '@/lib/crypto/fingerprint';
import { valueAad } from '@/lib/crypto/aad';
import type { DataKey } from '@/lib/crypto/data-key';
import { sealValue } from '@/lib/crypto/value';
import type { Tx } from '@/lib/db/connection/transaction';
import type { SecretVersionWrite } from '@/lib/db/secrets/write-versions';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../context';
import type { PlannedVersion } from './plan-version';

export interface SealingKeys {
  readonly value: DataKey;
  readonly match: DataKey;
  readonly display: DataKey;
}

/** Made on first use. */
export async function sealingKeys(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
): Promise<SealingKeys> {
  const { organizationId } = scope;
  const [value, match, display] = await ctx.installation.keys.sealing(tx, [
    { ownerId: scope.id, purpose: 'value' },
    { ownerId: organizationId, purpose: 'match' },
    { ownerId: organizationId, purpose: 'display' },
  ]);
  return { value: value!, match: match!, display: display! };
}

/** The version with its two tags, sealed to its place. */
export function sealVersion(
  ctx: Context,
  scope: AuthorizedScope,
  keys: SealingKeys,
  plan: PlannedVersion,
  plaintext: Plaintext,
): SecretVersionWrite {
  const { secretId, number: version, name, format } = plan;
  const aad = valueAad({
    installationId: ctx.installation.id,
    organizationId: scope.organizationId,
    scopeId: scope.id,
    secretId,
    version,
    name,
    format,
  });
  return {
    ...plan,
    matchTag: matchTag(keys.match, plaintext),
    displayTag: displayTag(keys.display, secretId, version, plaintext),
    envelope: sealValue(keys.value, aad, plaintext),
  };
}

/** Who seals, and with which keys. */
export function factsOf({ actor }: Context, keys: SealingKeys) {
  return {
    dataKeyId: keys.value.id,
    matchKeyId: keys.match.id,
    displayKeyId: keys.display.id,
    createdByKind: actor.kind,
    createdById: actor.kind === 'system' ? null : actor.id,
    createdBy: actorLabel(actor),
  };
}
