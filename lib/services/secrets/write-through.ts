// Writes a value to the backend that keeps it, before the console records that it did.

import 'server-only';
import type { Described } from '@/lib/backends/backend';
import { isPlaceTaken } from '@/lib/db/secrets/references';
import { BackendFault } from '@/lib/domain/backend';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { withFaultsTold } from '../backends/fault-error';
import { openConnectors } from '../backends/open-connector';
import type { Installation } from '../context';
import type { ChosenPlace } from './choose-place';
import { writtenMeanwhile } from './hold-place';
import type { ReferenceInput } from './secret-input';

type Value = NonNullable<ReferenceInput['value']>;

/** Throws 422 where nothing may be written there, whatever the backend says. */
export async function checkWritable(
  { database }: Installation,
  place: ChosenPlace,
  { format }: Value,
): Promise<void> {
  const { connector, reference, existing, byDefault } = place;
  if (format === 'object') {
    const message =
      'A backend keeps one text: send each part as a secret of its own, or the backend local.';
    throw ruleBroken('/value', 'in_parts', message);
  }
  if (connector.kind === 'env' || !connector.writable) {
    const message = `The connector ${connector.slug} only reads. Write the value at the backend and send its reference, or send the backend local to seal it here.`;
    throw ruleBroken('/connector', 'read_only', message);
  }
  if (reference.version !== null || reference.stage !== null) {
    const message = 'A new value is a new version: leave version and stage out of the reference.';
    throw ruleBroken('/reference', 'pinned', message);
  }
  const { prisma } = database;
  if (byDefault && (await isPlaceTaken(prisma, connector.id, reference.text, existing?.id))) {
    const message = `${reference.text} is the value of another secret. Send a reference of its own.`;
    throw ruleBroken('/reference', 'place_taken', message);
  }
}

/**
 * What the backend says of what was written. Throws 422 or 503 `backend_…` where it did not take it, 409
 * `version_conflict` where somebody wrote there at the same time, past this console.
 */
export async function writeThrough(
  installation: Installation,
  { connector, reference }: ChosenPlace,
  { plaintext }: Value,
): Promise<Described> {
  const opened = await openConnectors(installation, [connector.id]);
  const backend = opened.get(connector.id)?.backend;
  if (!backend?.put) {
    throw new KeystowError('conflict', `The connector ${connector.slug} cannot write any more.`);
  }
  const { signal } = new AbortController();
  const written = backend.put(reference, plaintext, signal).catch((error: unknown) => {
    const meanwhile = error instanceof BackendFault && error.meanwhile;
    throw meanwhile ? writtenMeanwhile(`${reference.text}: ${error.message}`) : error;
  });
  return withFaultsTold(reference.text, written);
}
