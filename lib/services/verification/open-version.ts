// Opens one version of a secret to try it: what is sealed here, or what its backend has now.

import 'server-only';
import { findPlaceById } from '@/lib/db/secrets/references';
import type { PlaceRow } from '@/lib/db/secrets/references';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ExternalBackend } from '@/lib/domain/backend';
import { notFound } from '@/lib/domain/errors';
import type { KeystowError } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { faultError } from '../backends/fault-error';
import { fetchReferences } from '../backends/fetch-references';
import { noticeVersions } from '../backends/notice-versions';
import type { Installation } from '../context';
import { openSealed } from '../transfers/same-value';
import type { ReadValue } from '../transfers/same-value';

export interface OpenedVersion extends ReadValue {
  /** The backend's own name of it; null for what is sealed here. */
  readonly backendVersion: string | null;
}

/**
 * Found by its id: another that took its name is not taken for it. Throws 409 `value_gone` for a version that was destroyed, lost or never here, `value_elsewhere` for one that its
 * backend does not have any more, `changed_meanwhile` where that has another; and what backends fail with.
 */
export async function openVersion(
  installation: Installation,
  scope: AuthorizedScope,
  secretId: string,
  version: number,
): Promise<OpenedVersion> {
  const place = await findPlaceById(installation.database.prisma, scope, secretId);
  if (!place) throw notFound('That secret');
  const { name, connectorId, reference } = place;
  if (connectorId !== null && reference !== null) {
    return fetchCurrent(installation, scope, { ...place, connectorId, reference }, version);
  }
  const sealed = await openSealed(installation, scope, place, version);
  if (sealed) return { ...sealed, backendVersion: null };
  const message = `The value of version ${version} of ${name} is not here: it was destroyed or lost, or lived elsewhere.`;
  throw refused('value_gone', message);
}

type Elsewhere = PlaceRow & { readonly connectorId: string; readonly reference: string };

async function fetchCurrent(
  installation: Installation,
  { organizationId }: AuthorizedScope,
  place: Elsewhere,
  version: number,
): Promise<OpenedVersion> {
  const { id: secretId, name, connectorId, reference, backendVersion: known } = place;
  if (version !== place.currentVersion) {
    const message = `${name} lives at a backend, which has its current version alone. Try it where that version still is.`;
    throw refused('value_elsewhere', message);
  }
  const backend = place.backend as ExternalBackend;
  const wanted = { secretId, organizationId, connectorId, backend, reference, known };
  const [outcome] = await fetchReferences(installation, [wanted], { pastCache: true });
  if (!outcome!.ok) throw faultError(outcome!.fault, reference);
  const { value, format, version: found, formerly } = outcome!.got;
  const seen = { ...wanted, number: version, version: found, formerly, at: null, format };
  const moved = await noticeVersions(installation, [seen]);
  if (moved === 0) return { value, format, backendVersion: found };
  throw refused(
    'changed_meanwhile',
    `${name} has another value at its backend now. Adopt that one.`,
  );
}

function refused(code: string, message: string): KeystowError {
  return fieldConflict('/key', code, message);
}
