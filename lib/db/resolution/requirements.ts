// What apps say they need by name.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Reader, Tx } from '../connection/transaction';

export interface Requirement {
  readonly name: string;
  readonly optional: boolean;
  readonly note: string | null;
}

export interface RequirementRow extends Requirement {
  /** Whether a secret of the name is there, in the app's scope or above it. */
  readonly present: boolean;
}

/** All of an app, by name. */
export async function listRequirements(
  reader: Reader,
  app: AuthorizedScope,
): Promise<RequirementRow[]> {
  return reader.$queryRaw<RequirementRow[]>`
    SELECT r.name, r.optional, r.note,
           EXISTS (SELECT FROM secret s JOIN scope c ON c.id = s.scope_id
                    WHERE c.id = ANY(${[...app.lineage]}::uuid[]) AND c.deleted_at IS NULL
                      AND lower(s.name) COLLATE "C" = lower(r.name) AND s.name = r.name
                      AND s.deleted_at IS NULL) AS present
      FROM app_requirement r WHERE r.app_id = ${app.id}::uuid
     ORDER BY r.name COLLATE "C"`;
}

/** Puts the whole list in the place of the one there was, which it answers; one after the other. */
export async function replaceRequirements(
  tx: Tx,
  app: AuthorizedScope,
  wanted: readonly Requirement[],
): Promise<Requirement[]> {
  await tx.$queryRaw`SELECT id FROM scope WHERE id = ${app.id}::uuid FOR NO KEY UPDATE`;
  const before = await tx.$queryRaw<Requirement[]>`
    DELETE FROM app_requirement WHERE app_id = ${app.id}::uuid RETURNING name, optional, note`;
  await tx.appRequirement.createMany({
    data: wanted.map((one) => ({ ...one, appId: app.id })),
  });
  return before;
}
