// Values of AWS Secrets Manager: read twenty at a time where one question serves, else one by one.

import {
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  type SecretValueEntry,
} from '@aws-sdk/client-secrets-manager';
import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import { arrivedBytes, arrivedText } from '../arrived-value';
import type { Fetched, Outcome } from '../backend';
import { memberOf } from '../json-member';
import { faultInTime } from '../network/one-question';
import { outcomesOf } from '../outcomes';
import { SERVICE, awsFaultNamed } from './aws-fault';
import type { AwsSession } from './aws-session';

/** As many as one question takes. */
const BATCH_MAX = 20;
const AT_ONCE = 8;

/** One version as AWS keeps it; text or bytes. */
export interface Reading {
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly version: string;
}

type Readings = Map<string, Outcome<Reading>>;

/** In the order of `references`; each place is asked for once. */
export async function readValues(
  session: AwsSession,
  references: readonly BackendReference[],
  signal: AbortSignal,
): Promise<Outcome<Fetched>[]> {
  const places = [...new Map(references.map((one) => [placeOf(one), one])).values()];
  const newest = places.filter(({ stage, version }) => stage === null && version === null);
  const readings: Readings = new Map();
  const batches = newest.length > 1 ? inBatches(newest) : [];
  await outcomesOf(batches, AT_ONCE, (batch) => readBatch(session, batch, readings, signal));
  const rest = places.filter((place) => !readings.has(placeOf(place)));
  const single = await outcomesOf(rest, AT_ONCE, (place) => readOne(session, place, signal));
  rest.forEach((place, index) => readings.set(placeOf(place), single[index]!));
  return outcomesOf(references, AT_ONCE, async (reference) => {
    const reading = readings.get(placeOf(reference))!;
    if (!reading.ok) throw reading.fault;
    return { value: valueOf(reading.got, reference), version: reading.got.version };
  });
}

/** Throws a `BackendFault`. */
export async function readOne(
  session: AwsSession,
  { path, stage, version }: BackendReference,
  signal: AbortSignal,
): Promise<Reading> {
  const command = new GetSecretValueCommand({
    SecretId: path,
    ...(stage !== null && { VersionStage: stage }),
    ...(version !== null && { VersionId: version }),
  });
  try {
    const answer = await session.ask('GetSecretValue', signal, (client, options) =>
      client.send(command, options),
    );
    return readingOf(answer);
  } catch (error) {
    throw faultInTime(SERVICE, signal, error);
  }
}

/**
 * Puts what it got into `readings`. What the answer has nothing of is asked for by itself, and so is all of
 * it where this question is not allowed: it takes a permission of its own.
 */
async function readBatch(
  session: AwsSession,
  batch: readonly BackendReference[],
  readings: Readings,
  signal: AbortSignal,
): Promise<void> {
  const command = new BatchGetSecretValueCommand({ SecretIdList: batch.map(({ path }) => path) });
  try {
    const { SecretValues = [], Errors = [] } = await session.ask(
      'BatchGetSecretValue',
      signal,
      (client, options) => client.send(command, options),
    );
    for (const reference of batch) {
      const { path } = reference;
      const entry = SecretValues.find(({ Name, ARN }) => Name === path || ARN === path);
      const error = Errors.find(({ SecretId }) => SecretId === path);
      if (entry) readings.set(placeOf(reference), { ok: true, got: readingOf(entry) });
      else if (error?.ErrorCode) {
        const fault = awsFaultNamed(error.ErrorCode, 'secretsmanager:GetSecretValue');
        readings.set(placeOf(reference), { ok: false, fault });
      }
    }
  } catch (error) {
    const fault = faultInTime(SERVICE, signal, error);
    if (!(fault instanceof BackendFault)) throw fault;
    if (fault.code !== 'unreachable' && fault.code !== 'throttled') return;
    for (const reference of batch) readings.set(placeOf(reference), { ok: false, fault });
  }
}

function readingOf({ SecretString, SecretBinary, VersionId }: SecretValueEntry): Reading {
  const version = typeof VersionId === 'string' ? VersionId : '';
  if (version !== '' && typeof SecretString === 'string') return { text: SecretString, version };
  if (version !== '' && SecretBinary instanceof Uint8Array) return { bytes: SecretBinary, version };
  throw new BackendFault(
    'malformed',
    `${SERVICE} answered without a value: see whether the address is right, and one is stored.`,
  );
}

function valueOf(reading: Reading, reference: BackendReference) {
  const { key, path } = reference;
  if (key !== null) return arrivedText(memberOf(textOf(reading, reference), key, path), reference);
  const { text, bytes = new Uint8Array() } = reading;
  return text === undefined
    ? arrivedBytes(Uint8Array.from(bytes), reference)
    : arrivedText(text, reference);
}

/** Throws `malformed` where there are bytes instead. */
export function textOf({ text }: Reading, { path }: BackendReference): string {
  if (text !== undefined) return text;
  throw new BackendFault(
    'malformed',
    `What is kept at ${path} is no text: leave the key out of the reference.`,
  );
}

/** The same for references that one question answers. */
function placeOf({ path, stage, version }: BackendReference): string {
  return [path, stage, version].join('\n');
}

function inBatches<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / BATCH_MAX);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * BATCH_MAX, (index + 1) * BATCH_MAX),
  );
}
