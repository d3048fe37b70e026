// Opens a stored value the way a delivery would, so that tests can compare bytes.

import { valueAad } from '@/lib/crypto/aad';
import { openValue } from '@/lib/crypto/value';
import { fromTypeId } from '@/lib/domain/ids';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import type { Installation } from '@/lib/services/context';

/** The bytes of the current version of the secret with this TypeID. */
export async function openCurrentValue(
  installation: Installation,
  secretTypeId: string,
): Promise<Buffer> {
  const { prisma } = installation.database;
  const secret = await prisma.secret.findUniqueOrThrow({
    where: { id: fromTypeId(['secret'], secretTypeId) ?? '' },
    include: { versions: { include: { sealed: true } } },
  });
  const version = secret.versions.find((one) => one.number === secret.currentVersion);
  if (!version?.sealed) throw new Error('The secret has no sealed current version.');
  const key = await installation.keys.opening(prisma, version.sealed.dataKeyId);
  const aad = valueAad({
    installationId: installation.id,
    organizationId: secret.organizationId,
    scopeId: secret.scopeId,
    secretId: secret.id,
    version: version.number,
    name: secret.name,
    format: version.format as ValueFormat,
  });
  return openValue(key, aad, version.sealed.envelope).use((bytes) => Buffer.from(bytes));
}
