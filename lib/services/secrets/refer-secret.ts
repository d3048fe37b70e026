// Makes a secret refer to a value that lives at a backend, writing it there first where one was sent.

import 'server-only';
import { lockSecrets } from '@/lib/db/secrets/secrets';
import type { LockedSecret } from '@/lib/db/secrets/secrets';
import { holdConnector, writeReference } from '@/lib/db/secrets/references';
import type { ReferenceWrite } from '@/lib/db/secrets/references';
import { findSecretRow } from '@/lib/db/secrets/secret-list';
import type { SecretListRow } from '@/lib/db/secrets/secret-list';
import { holdScope } from '@/lib/db/scopes/scopes';
import type { Tx } from '@/lib/db/connection/transaction';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { newUuid } from '@/lib/domain/ids';
import { checkSecretName } from '@/lib/domain/secret-name';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { resolveOwners } from '../owners/resolve-owners';
import { recorded } from '../recorded';
import { checkOwnWindows } from '../rotation/check-own-window';
import { checkFieldsHideValue } from './check-fields-hide-value';
import { holdPartNames, refuseTakenNames } from './check-part-names';
import { checkVersion } from './check-version';
import { choosePlace, connectorOutOfReach } from './choose-place';
import type { ChosenPlace } from './choose-place';
import { describeSecret } from './describe-secret';
import { holdingPlace } from './hold-place';
import { planReference } from './plan-reference';
import type { PutOutcome } from './put-secrets';
import { retriedWhenTaken } from './retried-when-taken';
import type { ReferenceInput } from './secret-input';
import { secretSummary } from './secret-summary';
import { checkWritable, writeThrough } from './write-through';

/**
 * Needs `secrets:write`. A connector that waits for approval may be referred to, and not written through.
 * Throws as `choosePlace`, `checkWritable` and `writeThrough` do, and 409 as `putSecrets` and
 * `holdingPlace`. What was
 * written stays at the backend where the record of it fails: the next look notices it.
 */
export async function referSecret(
  ctx: Context,
  at: ScopeReference,
  input: ReferenceInput,
): Promise<PutOutcome> {
  checkSecretName(input.key);
  if (input.value) checkFieldsHideValue({ ...input, ...input.value });
  const scope = await authorize(ctx, at, 'secrets:write', [input.key]);
  const place = await choosePlace(ctx, scope, input);
  if (!input.value && staysAsItIs(place)) {
    const { key, backend: _, reference: __, connector: ___, ...fields } = input;
    return { created: false, secret: await describeSecret(ctx, at, key, fields) };
  }
  if (!input.value) return refer(ctx, scope, place, input, null);
  return holdingPlace(ctx.installation, { ...place.connector, ...place }, async () => {
    const seen = await writeFirst(ctx, scope, place, input);
    return refer(ctx, scope, place, input, seen);
  });
}

async function refer(
  ctx: Context,
  scope: AuthorizedScope,
  place: ChosenPlace,
  input: ReferenceInput,
  seen: ReferenceWrite['seen'],
): Promise<PutOutcome> {
  const { existing, row } = await retriedWhenTaken(() => record(ctx, scope, place, input, seen));
  return { created: !existing, secret: secretSummary(row, scope) };
}

function staysAsItIs({ existing, connector, reference }: ChosenPlace): boolean {
  return existing?.connectorId === connector.id && existing.reference === reference.text;
}

/** All that would refuse the record is asked before anything is written elsewhere. */
async function writeFirst(
  ctx: Context,
  scope: AuthorizedScope,
  place: ChosenPlace,
  input: ReferenceInput,
): Promise<ReferenceWrite['seen']> {
  const { installation } = ctx;
  await checkWritable(installation, place, input.value!);
  await recorded(
    ctx,
    (tx) => prepare(tx, scope, input),
    () => ({ in: scope, events: [] }),
  );
  return writeThrough(installation, place, input.value!);
}

interface Referred {
  readonly existing: LockedSecret | undefined;
  readonly row: SecretListRow;
  readonly number: number;
}

async function record(
  ctx: Context,
  scope: AuthorizedScope,
  place: ChosenPlace,
  input: ReferenceInput,
  seen: ReferenceWrite['seen'],
): Promise<Referred> {
  const { connector, reference } = place;
  return recorded(
    ctx,
    async (tx) => {
      const { existing, plan } = await prepare(tx, scope, input);
      if (!(await holdConnector(tx, connector.id))) throw connectorOutOfReach();
      const where = {
        backend: connector.kind,
        connectorId: connector.id,
        reference: reference.text,
      };
      const secretId = existing?.id ?? newUuid();
      const number = (existing?.latestVersion ?? 0) + 1;
      const name = existing?.name ?? input.key;
      const format = input.value?.format === 'binary' ? 'binary' : 'utf8';
      const reason = input.reason ?? null;
      const version = { versionId: newUuid(), number, format, reason, seen } as const;
      await writeReference(tx, scope, { ...plan, ...where, secretId, name, ...version }, by(ctx));
      await refuseTakenNames(tx, [{ id: secretId, key: name, parts: [] }]);
      return { existing, number, row: (await findSecretRow(tx, scope, secretId))! };
    },
    ({ existing, row, number }) => ({
      in: scope,
      events: [
        {
          action: existing ? 'secret.replaced' : 'secret.created',
          secret: { id: row.id, name: row.name },
          scope,
          version: number,
          state: 'current',
          reason: input.reason ?? null,
          backend: connector.kind,
          reference: reference.text,
          connector: { id: connector.id, name: connector.slug },
        },
      ],
    }),
  );
}

async function prepare(tx: Tx, scope: AuthorizedScope, input: ReferenceInput) {
  await holdScope(tx, scope.id);
  await holdPartNames(tx, scope.id, [{ key: input.key, format: 'utf8' }]);
  const [existing] = await lockSecrets(tx, scope, [input.key]);
  await checkVersion(tx, scope, input.key, existing, input.ifVersion);
  const ownerNamed = await resolveOwners(tx, scope.organizationId, [input.owner]);
  const plan = planReference(existing, input, ownerNamed(input.owner), new Date());
  const { type, rotationWindowDays: days } = plan;
  const was = existing?.rotationWindowDays ?? null;
  await checkOwnWindows(tx, scope, [{ secretId: existing?.id ?? null, type, days, was }]);
  return { existing, plan };
}

function by({ actor }: Context) {
  return {
    createdByKind: actor.kind,
    createdById: actor.kind === 'system' ? null : actor.id,
    createdBy: actorLabel(actor),
    at: new Date(),
  };
}
