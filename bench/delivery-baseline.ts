// The same delivery as one would first write it: Prisma's client for the rows, WebCrypto, and jose.

import { webcrypto } from 'node:crypto';
import { CompactEncrypt, CompactSign } from 'jose';
import type { TakeDeliveryInput } from '@/lib/contracts/delivery';
import { partyOf } from '@/lib/crypto/delivery-form';
import { okpThumbprint } from '@/lib/crypto/delivery-key';
import type { DeliverySigner } from '@/lib/crypto/server-key';
import type { Database } from '@/lib/db/connection/database';
import type { TokenActor } from '@/lib/domain/actor';
import { newUuid } from '@/lib/domain/ids';
import type { Scope } from '@/lib/domain/scope';

interface Asked {
  readonly scope: Scope;
  readonly token: TokenActor;
  readonly signer: DeliverySigner;
  /** Any 32 bytes: what it opens with is not the envelopes' key, so it seals before it opens. */
  readonly key: Uint8Array;
  readonly asked: {
    readonly path: string;
    readonly body: Uint8Array;
    readonly input: TakeDeliveryInput;
  };
}

const sealedOnce = new Map<string, ArrayBuffer>();

/** Writes receipts of its own, without a worker, and one event without a chain. */
export async function takeWithPrisma(database: Database, taken: Asked): Promise<string> {
  const { prisma } = database;
  const { scope, token, signer, asked } = taken;
  const aes = await webcrypto.subtle.importKey('raw', taken.key, 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  await prisma.token.findUniqueOrThrow({ where: { id: token.id } });
  const found = await prisma.secret.findMany({
    where: { scopeId: { in: [...scope.lineage] }, deletedAt: null },
    include: {
      scope: true,
      versions: { include: { sealed: { include: { dataKey: true } } } },
    },
  });
  const winners = new Map<string, (typeof found)[number]>();
  for (const one of found) {
    const other = winners.get(one.name);
    if (!other || other.scope.lineage.length < one.scope.lineage.length) winners.set(one.name, one);
  }
  const env: Record<string, string> = {};
  for (const [name, secret] of winners) {
    const version = secret.versions.find(({ number }) => number === secret.currentVersion);
    const params = { name: 'AES-GCM', iv: version!.sealed!.envelope.slice(19, 31) };
    const value = version!.sealed!.envelope.slice(31, -16);
    const sealed =
      sealedOnce.get(secret.id) ?? (await webcrypto.subtle.encrypt(params, aes, value));
    sealedOnce.set(secret.id, sealed);
    const opened = await webcrypto.subtle.decrypt(params, aes, sealed);
    env[name] = Buffer.from(opened)
      .toString('hex')
      .slice(0, value.byteLength - 32);
  }
  const id = newUuid();
  const { publicKey, jti } = asked.input;
  const keyThumbprint = okpThumbprint('X25519', publicKey.x);
  const signed = await new CompactSign(Buffer.from(JSON.stringify({ env, sub: id })))
    .setProtectedHeader({ alg: 'EdDSA', kid: signer.kid })
    .sign(signer.privateKey);
  const sealed = await new CompactEncrypt(Buffer.from(signed))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .setKeyManagementParameters({ apv: partyOf(asked) })
    .encrypt({ ...publicKey });
  await prisma.$transaction(async (tx) => {
    await tx.token.findFirstOrThrow({ where: { id: token.id, revokedAt: null } });
    await tx.delivery.create({
      data: {
        id,
        organizationId: scope.organizationId,
        appId: scope.id,
        takenById: token.id,
        takenBy: token.name,
        jti,
        keyThumbprint,
        platformGeneration: 0n,
        appGeneration: 0n,
      },
    });
    await tx.deliveryItem.createMany({
      data: [...winners.values()].map((one) => ({
        deliveryId: id,
        name: one.name,
        sourceId: one.id,
        winnerId: one.id,
        scopeId: one.scopeId,
        scopeKind: one.scope.kind,
        scopePath: one.scope.path,
        via: 'secret',
        version: one.currentVersion!,
        form: one.delivery,
      })),
    });
    await tx.auditPending.create({
      data: {
        id: newUuid(),
        at: new Date(),
        chainId: scope.organizationId,
        event: { sealed: 'x'.repeat(400) },
      },
    });
  });
  return sealed;
}
