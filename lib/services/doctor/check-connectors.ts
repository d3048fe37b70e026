// Do the credentials of connectors open, and are there any that were lost?

import 'server-only';
import { listAllConnectors } from '@/lib/db/connectors/sealed-connectors';
import type { SealedConnector } from '@/lib/db/connectors/sealed-connectors';
import { ok, problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';
import { openCredentialsThatFit, takesCredentials } from '../backends/connector-credentials';
import type { Installation } from '../context';

/** Opens and forgets. While locked only what is missing is looked at. */
export async function checkConnectors(installation: Installation): Promise<DoctorCheck> {
  const rows = await listAllConnectors(installation.database.prisma);
  const lost = rows.filter((row) => !row.envelope && takesCredentials(row.kind, row.settings));
  const { unlocked } = installation.keys;
  const broken: SealedConnector[] = [];
  const sealed = rows.filter((row) => row.envelope || row.approvedAt);
  for (const row of unlocked ? sealed : []) {
    if ((await openCredentialsThatFit(installation, row)) === undefined) broken.push(row);
  }
  const remedy =
    'Look at their settings, then enter their credentials again, on the page Backends.';
  if (broken.length > 0) {
    return problem(
      'connectors',
      `changed outside the console, so that they do not open: ${namesOf(broken)}`,
      remedy,
    );
  }
  if (lost.length > 0) {
    return warning('connectors', `without the credentials they need: ${namesOf(lost)}`, remedy);
  }
  return ok('connectors', `${rows.length} stored${unlocked ? '' : ', not opened while locked'}`);
}

const NAMED_MAX = 5;

function namesOf(rows: readonly SealedConnector[]): string {
  const names = rows.slice(0, NAMED_MAX).map(({ slug }) => slug);
  const more = rows.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
