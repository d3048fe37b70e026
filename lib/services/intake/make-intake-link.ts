// Makes a link through which somebody without an account enters the values of named secrets.

import 'server-only';
import type { MadeIntakeLink, MakeIntakeLinkInput } from '@/lib/contracts/intake';
import { newLinkSecret } from '@/lib/crypto/bearer-token';
import { listIntakeItems } from '@/lib/db/secrets/intake-items';
import {
  findNamedSecrets,
  insertIntakeLink,
  listIntakeLinkRows,
} from '@/lib/db/secrets/intake-links';
import type { NamedSecret } from '@/lib/db/secrets/intake-links';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { fromTypeId, newUuid, toTypeId } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import { knowsOf, readReach } from '../access/effective-permissions';
import { recordDenial } from '../access/record-denial';
import { ownContext, ownOrigin } from '../context';
import type { Context, OwnContext } from '../context';
import { recorded } from '../recorded';
import { intakeLinkSummary } from './intake-link-summary';
import { intakeSight } from './intake-sight';

/**
 * Needs `secrets:write` on the scope of every secret, and a person: what is entered is entered on his
 * behalf. Throws 403 for a token, 404 for a secret that is not his to know of, 422 for an alias.
 * `link` is in this answer only.
 */
export async function makeIntakeLink(
  ctx: Context,
  input: MakeIntakeLinkInput,
): Promise<MadeIntakeLink> {
  if (ctx.actor.kind === 'token') {
    const message = 'A token cannot make intake links, which name the person who asks: sign in.';
    throw new KeystowError('forbidden', message);
  }
  const own = ownContext(ctx);
  const secrets = await writableSecrets(own, input.secrets);
  const { text, hash } = newLinkSecret();
  const { label, note, expiresInDays } = input;
  const { id: createdById, organizationId } = own.actor;
  const id = newUuid();
  const link = { id, organizationId, hash, label, note: note ?? null, createdById, expiresInDays };
  const ids = secrets.map((secret) => secret.id);
  const sight = await intakeSight(own);
  const summary = await recorded(
    own,
    async (tx) => {
      if (!(await insertIntakeLink(tx, link, ids))) throw changedMeanwhile();
      const [row] = await listIntakeLinkRows(tx, sight, { id, limit: 1 });
      return intakeLinkSummary(row!, await listIntakeItems(tx, [id]), sight);
    },
    ({ expiresAt }) => ({
      in: { organizationId },
      events: [
        {
          action: 'intake_link.created',
          link: { id, name: label },
          secrets: secrets.map((secret) => ({ id: secret.id, name: secret.name })),
          expiresAt,
        },
      ],
    }),
  );
  return { ...summary, link: `${ownOrigin(own.installation)}/intake#${text}` };
}

/** Each secret once, in the order they were named. */
async function writableSecrets(
  ctx: OwnContext,
  references: readonly string[],
): Promise<NamedSecret[]> {
  const { prisma } = ctx.installation.database;
  const { actor } = ctx;
  const [found, reach] = await Promise.all([
    findNamedSecrets(prisma, actor.organizationId, references.map(readReference)),
    readReach(prisma, actor),
  ]);
  const known = found.filter((one) => knowsOf(reach, { id: one.scopeId, lineage: one.lineage }));
  const missing = references.findIndex((_, at) => !known.some((one) => one.at === at));
  if (missing >= 0) {
    await recordDenial(ctx, actor, 'secrets:write', null);
    throw notKnown(missing);
  }
  for (const [scopeId, { scopeKind }] of new Map(known.map((one) => [one.scopeId, one]))) {
    const names = known.filter((one) => one.scopeId === scopeId).map((one) => one.name);
    const scope = { kinds: [scopeKind], ref: toTypeId(scopeKind, scopeId) };
    await authorize(ctx, scope, 'secrets:write', names);
  }
  const alias = known.find((one) => one.isAlias);
  if (alias) {
    const message = `${alias.name} is an alias and has no value of its own. Ask for the secret it stands for.`;
    throw ruleBroken(`/secrets/${alias.at}`, 'is_alias', message);
  }
  const elsewhere = known.find((one) => one.backend !== 'local');
  if (elsewhere) {
    const message = `The value of ${elsewhere.name} lives in ${elsewhere.backend}: ask for it to be changed there.`;
    throw ruleBroken(`/secrets/${elsewhere.at}`, 'lives_elsewhere', message);
  }
  return [...new Map(known.map((one) => [one.id, one])).values()];
}

function readReference(text: string) {
  const cut = text.lastIndexOf('/');
  const path = text.slice(0, Math.max(0, cut));
  return { id: fromTypeId(['secret'], text), path, name: text.slice(cut + 1) };
}

function notKnown(at: number): KeystowError {
  const message = `The secret named as number ${at + 1} was not found, or you may not know of it. Name secrets by id, or as path/NAME.`;
  return new KeystowError('not_found', message, {
    issues: [{ pointer: `/secrets/${at}`, code: 'not_found', message }],
  });
}

function changedMeanwhile(): KeystowError {
  return new KeystowError(
    'conflict',
    'One of the secrets was deleted or became an alias meanwhile. Look again, then make the link.',
  );
}
