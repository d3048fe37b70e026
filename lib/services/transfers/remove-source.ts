// Deletes a value where it was, after it was moved and compared, where that was asked for.

import 'server-only';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { listOlderSealed } from '@/lib/db/transfers/transfer-places';
import type { TransferItemRow } from '@/lib/db/transfers/transfer-items';
import { BackendFault } from '@/lib/domain/backend';
import { storedReference } from '@/lib/domain/backend-reference';
import { KeystowError } from '@/lib/domain/errors';
import { isSamePlace } from '@/lib/domain/place-key';
import type { PlacedReference } from '@/lib/domain/place-key';
import { faultError } from '../backends/fault-error';
import { openConnectors } from '../backends/open-connector';
import { destroyVersion } from '../secrets/destroy-version';
import { holdingPlace } from '../secrets/hold-place';
import { refuseSharedPlace } from '../secrets/place-holders';
import { DONE } from './item-work';
import type { ItemOutcome, ItemWork } from './item-work';
import { readPlace } from './read-places';

/** What was sealed here is destroyed with the older versions. A place that another secret refers to stays. */
export async function removeSource(work: ItemWork, item: TransferItemRow): Promise<ItemOutcome> {
  const { ctx, at, scope, ends } = work;
  const { prisma } = ctx.installation.database;
  if (ends.from) return removeThere(work, item, ends.from);
  for (const number of await listOlderSealed(prisma, scope, item.secretId!)) {
    await destroyVersion(ctx, at, item.name, number);
  }
  return DONE;
}

async function removeThere(
  work: ItemWork,
  item: TransferItemRow,
  connector: ConnectorRow,
): Promise<ItemOutcome> {
  const { ctx, scope, ends } = work;
  const { secretId, source, target } = item;
  const place = placeAt(connector, source!);
  const reference = storedReference(connector.kind, source!);
  if (ends.to && isSamePlace(place, placeAt(ends.to, target!))) {
    return kept(
      'As far as can be told it leads to the same place as before: the value stays there.',
    );
  }
  if (reference.version !== null || reference.stage !== null) {
    return kept('It stayed at one version of it: delete that at the backend.');
  }
  const removing = async () => {
    const shared = await refuseSharedPlace(ctx, scope, place, secretId!).catch(faultOf);
    return shared ?? removeFrom(work, item, connector);
  };
  return holdingPlace(ctx.installation, place, removing, work.transfer.id);
}

async function removeFrom(
  { ctx, scope, transfer }: ItemWork,
  { secretId, name, source, sourceVersion }: TransferItemRow,
  connector: ConnectorRow,
): Promise<ItemOutcome> {
  const { id, slug, kind: backend } = connector;
  const reference = storedReference(backend, source!);
  const reading = { installation: ctx.installation, connector, seed: transfer.id };
  const there = await readPlace(reading, source!);
  if (there.ok && there.got.version !== sourceVersion) {
    return kept('Another value is there since it was read: that one stays.');
  }
  const remove = (await openConnectors(ctx.installation, [id])).get(id)?.backend.remove;
  if (!remove) return kept('The connector deletes nothing: delete it at the backend.');
  try {
    await remove(reference, new AbortController().signal);
  } catch (error) {
    if (!(error instanceof BackendFault)) throw error;
    // An attempt that was cut off has deleted it.
    if (error.code !== 'absent') throw faultError(error, reference.text);
  }
  const secret = { id: secretId!, name };
  const where = { backend, reference: reference.text, connector: { id, name: slug } };
  return { ...DONE, events: [{ action: 'secret.source_removed', secret, scope, ...where }] };
}

function placeAt({ kind, settings }: ConnectorRow, reference: string): PlacedReference {
  return { kind, settings, reference: storedReference(kind, reference) };
}

/** Another secret has its value there. */
function faultOf(error: unknown): ItemOutcome {
  if (error instanceof KeystowError && error.code === 'conflict') return kept(error.message);
  throw error;
}

function kept(reason: string): ItemOutcome {
  return { state: 'done', code: 'source_kept', reason };
}
