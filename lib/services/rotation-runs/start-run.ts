// Begins a guided rotation of one secret, or of several that are changed together.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { StartRunInput } from '@/lib/contracts/rotation-run-input';
import { findRunRow } from '@/lib/db/rotation-runs/runs';
import { findSecretByName } from '@/lib/db/rotation/secret-by-name';
import { findScopes, holdScope } from '@/lib/db/scopes/scopes';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound, ruleBroken } from '@/lib/domain/errors';
import { toTypeId } from '@/lib/domain/ids';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import { anyKind, authorize } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkTexts } from './check-texts';
import { noSuchRun } from './find-run';
import { runView } from './run-view';
import { startRunIn } from './start-run-in';

/**
 * Needs `rotation:run` on the narrowest scope that holds them all. Throws 404 for a secret that there is not, 422 for an
 * alias and for one that is named twice, 409 `rotation_open`, which names the rotation that one is in.
 */
export async function startRun(ctx: Context, input: StartRunInput): Promise<RotationRun> {
  const scopes: AuthorizedScope[] = [];
  const ids: string[] = [];
  const { prisma } = ctx.installation.database;
  for (const { scope: named, key } of input.secrets) {
    const scope = await authorize(ctx, anyKind(named), 'rotation:run', [key]);
    const secret = await findSecretByName(prisma, scope, key);
    if (!secret) throw notFound(`The secret ${key} of ${scope.path}`);
    scopes.push(scope);
    ids.push(secret.id);
  }
  if (new Set(ids).size < ids.length) {
    throw ruleBroken('/secrets', 'named_twice', 'A secret is named twice. Name each once.');
  }
  const names = input.secrets.map(({ key }) => key);
  const home = await authorizeHome(ctx, scopes, names);
  ctx.installation.keys.requireUnlocked();
  await checkTexts(ctx, home, ids, { title: input.title, reason: input.reason });
  const { view } = await recorded(
    ctx,
    async (tx) => {
      const held = new Set([home, ...scopes].map(({ id }) => id));
      for (const id of [...held].sort()) await holdScope(tx, id);
      const { title, reason, overlapHours } = input;
      const started = await startRunIn(ctx, tx, {
        ...{ scope: home, secrets: ids, title, reason, overlapHours },
      });
      const row = await findRunRow(tx, home.organizationId, started.id);
      if (!row) throw noSuchRun();
      return { started, view: await runView(ctx, tx, row) };
    },
    ({ started }) => ({ in: home, events: started.events }),
  );
  return view;
}

/** The narrowest scope above or at all of them. */
async function authorizeHome(
  ctx: Context,
  scopes: readonly AuthorizedScope[],
  names: readonly string[],
): Promise<AuthorizedScope> {
  const [first] = scopes;
  const shared = first!.lineage.filter((id) => scopes.every(({ lineage }) => lineage.includes(id)));
  const match = { id: shared.at(-1)! };
  const { prisma } = ctx.installation.database;
  const [home] = await findScopes(prisma, first!.organizationId, SCOPE_KINDS, match, 1);
  if (!home) throw notFound('The scope of the rotation');
  const at = { kinds: [home.kind], ref: toTypeId(home.kind, home.id) };
  return authorize(ctx, at, 'rotation:run', names);
}
