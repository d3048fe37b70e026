// Reads one receipt, and whether it says what its event in the audit log says.

import 'server-only';
import { leafHash } from '@/lib/crypto/merkle';
import type { Receipt } from '@/lib/contracts/delivery';
import { findReceipt, findTakenEvent } from '@/lib/db/deliveries/receipts';
import type { FoundReceipt } from '@/lib/db/deliveries/receipts';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { readJson } from '@/lib/domain/json-text';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { deliverySummary } from './delivery-summary';
import { receiptDigest } from './receipt-digest';

/**
 * Needs `secrets:list` on its app, or to have taken it. A token that is limited to names sees these
 * alone. Throws 404 where it is not the caller's to know of.
 */
export async function readReceipt(ctx: Context, typeId: string): Promise<Receipt> {
  const found = await findOwnReceipt(ctx, typeId);
  const patterns = namePatternsOf(ctx);
  const { leftOut, partial, keyThumbprint, platformGeneration, appGeneration } = found.delivery;
  const shown = ({ name }: { name: string }) => isWithinPatterns(patterns, name);
  const items = found.items.filter(shown);
  return {
    ...deliverySummary(ctx, found, new Set(items.map(({ name }) => name)).size),
    items: items.map(itemOf),
    partial,
    leftOut: leftOut.filter((name) => shown({ name })),
    keyThumbprint,
    generation: { platform: String(platformGeneration), app: String(appGeneration) },
    matchesLog: await matchesLog(ctx, found),
  };
}

async function findOwnReceipt(ctx: Context, typeId: string): Promise<FoundReceipt> {
  const { actor, installation } = ctx;
  const id = fromTypeId(['delivery'], typeId);
  const organizationId = 'organizationId' in actor ? actor.organizationId : null;
  const { prisma } = installation.database;
  const found = id && organizationId ? await findReceipt(prisma, organizationId, id) : null;
  if (found && 'id' in actor && found.takenById === actor.id) return found;
  if (actor.kind === 'brief') throw notFound('That delivery');
  const member = memberOf(ctx);
  if (!found) {
    await recordDenial(ctx, member, 'secrets:list', null);
    throw notFound('That delivery');
  }
  const reference = { kinds: [found.appKind], ref: toTypeId(found.appKind, found.appId) };
  await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  return found;
}

function itemOf(item: FoundReceipt['items'][number]): Receipt['items'][number] {
  const { name, version, sourceId, secretKey, scopeId, scopeKind, scopePath } = item;
  const { via, form, staged, shadowed, backendVersion } = item;
  return {
    name,
    version,
    secret: secretKey === null ? null : { id: toTypeId('secret', sourceId), key: secretKey },
    scope: { kind: scopeKind, id: toTypeId(scopeKind, scopeId), path: scopePath },
    via,
    form,
    staged,
    shadowed,
    backendVersion,
  };
}

interface Told {
  readonly details?: { readonly receipt?: unknown };
}

/**
 * Null where retention erased the event's text: then only its leaf is left of it. That the leaf is in the
 * log whose head is authenticated takes all other leaves too, and is what verifying the log shows.
 */
async function matchesLog(ctx: Context, found: FoundReceipt): Promise<boolean | null> {
  const { prisma } = ctx.installation.database;
  const { organizationId, id } = found.delivery;
  const event = await findTakenEvent(prisma, organizationId, id);
  if (event?.text === null) return null;
  if (!event || !Buffer.from(event.leaf).equals(leafHash(event.text))) return false;
  const told = readJson(event.text) as Told | null;
  return told?.details?.receipt === receiptDigest(found.delivery, found.items);
}
