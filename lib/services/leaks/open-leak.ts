// Opens the leak case of a secret that may have been read by somebody who must not know it.

import 'server-only';
import type { LeakCase, OpenLeakInput } from '@/lib/contracts/leak';
import { findLeakRow } from '@/lib/db/leaks/leak-cases';
import { findOpenLeakId, insertLeak, listVersionNumbers } from '@/lib/db/leaks/leak-writes';
import { lockStartingSecrets } from '@/lib/db/rotation-runs/run-writes';
import type { StartingSecret } from '@/lib/db/rotation-runs/run-writes';
import { findSecretByName } from '@/lib/db/rotation/secret-by-name';
import { holdScope } from '@/lib/db/scopes/scopes';
import type { Tx } from '@/lib/db/connection/transaction';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound, ruleBroken } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { newUuid, toTypeId } from '@/lib/domain/ids';
import { anyKind, authorize } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkTexts } from '../rotation-runs/check-texts';
import { noSuchLeak } from './find-leak';
import { leakEventFacts } from './leak-summary';
import { leakView } from './leak-view';

/**
 * Needs `leaks:match` on the scope of the secret. Throws 404 for a secret that there is not, 409 `case_open`, which
 * names the open case, 422 for an alias, a version that there is not, and a text that holds a value.
 */
export async function openLeak(ctx: Context, input: OpenLeakInput): Promise<LeakCase> {
  const { secret: named, whereFound } = input;
  if (!named) throw new KeystowError('invalid_shape', 'Say which secret leaked.');
  const exposedSince = timeOf(input.exposedSince);
  if (whereFound === undefined) {
    throw ruleBroken('/whereFound', 'where_needed', 'Say where it was found, without the value.');
  }
  const scope = await authorize(ctx, anyKind(named.scope), 'leaks:match', [named.key]);
  ctx.installation.keys.requireUnlocked();
  const found = await findSecretByName(ctx.installation.database.prisma, scope, named.key);
  if (!found) throw notFound(`The secret ${named.key} of ${scope.path}`);
  await checkTexts(ctx, scope, [found.id], { whereFound });
  const foundBy = input.matched ? 'value' : 'secret';
  const opened = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const [secret] = await lockStartingSecrets(tx, scope.organizationId, [found.id]);
      if (!secret || secret.scopeId !== scope.id) throw notFound(`The secret ${named.key}`);
      const versions = await exposedVersions(tx, await openable(tx, secret), named.versions);
      const leak = { id: newUuid(), secretId: secret.id, name: secret.name, versions };
      await insertLeak(tx, {
        ...{ ...leak, organizationId: scope.organizationId, scopeId: scope.id },
        ...{ scopePath: scope.path, foundBy, whereFound, exposedSince },
        openedBy: actorLabel(ctx.actor),
      });
      const row = await findLeakRow(tx, scope.organizationId, leak.id);
      if (!row) throw noSuchLeak();
      return { row, view: await leakView(ctx, tx, row) };
    },
    ({ row }) => ({ in: scope, events: [openedEvent(row, scope)] }),
  );
  return opened.view;
}

function openedEvent(
  row: NonNullable<Awaited<ReturnType<typeof findLeakRow>>>,
  scope: AuthorizedScope,
) {
  return {
    action: 'leak_case.opened',
    ...leakEventFacts(row),
    scope,
    versions: row.versions,
    foundBy: row.foundBy,
    whereFound: row.whereFound,
    exposedSince: row.exposedSince?.toISOString() ?? null,
  } as const;
}

/** A secret that has a value of its own and no open case; the caller has locked it. */
async function openable(tx: Tx, secret: StartingSecret): Promise<StartingSecret> {
  const { name } = secret;
  if (secret.isAlias) {
    const message = `${name} is an alias: open the case of the secret whose value it is.`;
    throw ruleBroken('/secret/key', 'is_alias', message);
  }
  const open = await findOpenLeakId(tx, secret.id);
  if (open === null) return secret;
  const id = toTypeId('leakCase', open);
  const message = `${name} has an open leak case: ${id}. Go on there, or close it first.`;
  throw fieldConflict('/secret', 'case_open', message, [id]);
}

/** Those that are named, a destroyed one too; else all whose value there is. */
async function exposedVersions(
  tx: Tx,
  { id, name }: StartingSecret,
  named: readonly number[] | undefined,
): Promise<number[]> {
  const rows = await listVersionNumbers(tx, id);
  if (named !== undefined) {
    const known = new Set(rows.map(({ number }) => number));
    if (named.every((one) => known.has(one))) return [...new Set(named)].sort((a, b) => a - b);
    throw ruleBroken('/secret/versions', 'no_such_version', `Name versions that ${name} has.`);
  }
  const alive = rows.filter(({ destroyedAt }) => destroyedAt === null);
  if (alive.length > 0) return alive.map(({ number }) => number);
  const message = `${name} has no value that could have leaked. Name the versions that it had.`;
  throw ruleBroken('/secret/versions', 'no_value', message);
}

function timeOf(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const at = new Date(text);
  if (at.getTime() <= Date.now()) return at;
  throw ruleBroken('/exposedSince', 'in_future', 'Give a time that is past.');
}
