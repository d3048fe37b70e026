// Decides what the next version of a secret looks like, before anything is sealed or written.

import 'server-only';
import type { SecretFields } from '@/lib/contracts/secret';
import type { LockedSecret, SecretVersionWrite } from '@/lib/db/secrets';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import type { ValueFormat } from '@/lib/domain/secret-kinds';

/** What describes the value that will be sealed. */
type VersionInput = SecretFields & { readonly format: ValueFormat };

export type PlannedVersion = Omit<SecretVersionWrite, 'matchTag' | 'displayTag' | 'envelope'>;

/**
 * Version 1 of a new secret, or the one after the latest of `existing`; what the input leaves out
 * stays as it was. Throws 409 when the names differ only in case.
 */
export function planVersion(
  existing: LockedSecret | undefined,
  input: VersionInput,
): PlannedVersion {
  if (existing && existing.name !== input.key) throw caseConflict(existing.name);
  return {
    secretId: existing?.id ?? newUuid(),
    name: existing?.name ?? input.key,
    type: input.type ?? existing?.type ?? 'generic',
    category: input.category ?? existing?.category ?? 'infrastructure',
    backend: existing?.backend ?? 'local',
    description: input.description ?? existing?.description ?? null,
    expiresAt: input.expiresAt ? new Date(input.expiresAt) : (existing?.expiresAt ?? null),
    rotationWindowDays: input.rotationWindowDays ?? existing?.rotationWindowDays ?? null,
    versionId: newUuid(),
    number: (existing?.latestVersion ?? 0) + 1,
    format: input.format,
    reason: input.reason ?? null,
  };
}

function caseConflict(taken: string): KeystowError {
  const message = `This scope already has ${taken}, which differs only in case.`;
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '/key', code: 'name_case', message: `Use ${taken}, or another name.` }],
  });
}
