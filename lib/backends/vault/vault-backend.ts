// Vault and OpenBao: values in fields of a key-value store of version 2, read with a token or as an AppRole.

import 'server-only';
import type { Env } from '@/lib/env';
import { BackendFault } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import type { Backend, Connection, Described, Fetched } from '../backend';
import { backendRules } from '../network/guarded-agents';
import { faultInTime, oneQuestion } from '../network/one-question';
import { outcomesOf } from '../outcomes';
import { dateOf, goneFault, readKept, valueOf } from './kept-fields';
import type { Kept } from './kept-fields';
import { listPaths } from './list-paths';
import { testVault } from './test-vault';
import { vaultCaller } from './vault-caller';
import type { VaultCaller } from './vault-caller';
import { memberObject } from './vault-answer';
import { SERVICE, vaultClient } from './vault-client';
import { oddFault } from './vault-faults';
import { identityOf } from './vault-identity';
import type { VaultSettings } from './vault-identity';
import { absentFault, apiPath, placeOf } from './vault-place';
import type { VaultPlace } from './vault-place';
import { vaultSession } from './vault-session';
import { putField, removeField } from './write-fields';

const AT_ONCE = 8;

/** `now` in milliseconds, by which tokens end. Throws `denied` where the operator does not allow what it needs. */
export async function openVault(
  connection: Connection,
  env: Env,
  now: () => number = Date.now,
): Promise<Backend> {
  const settings = connection.settings as unknown as VaultSettings;
  const { address, namespace, mount } = settings;
  const identity = identityOf(settings, connection.credentials, env);
  const client = vaultClient(address, namespace, backendRules(env));
  const session = vaultSession(client, identity, now);
  const call = vaultCaller(client, session);
  const writing = (reference: BackendReference) => ({
    call,
    reference,
    place: placeOf(reference, mount),
  });
  const asked = <T>(stop: AbortSignal, work: (signal: AbortSignal) => Promise<T>) =>
    oneQuestion(SERVICE, stop, work);
  return {
    get: (references, stop) => asked(stop, (signal) => getAll(call, references, mount, signal)),
    describe: (reference, stop) =>
      asked(stop, (signal) => describeVersion(call, placeOf(reference, mount), reference, signal)),
    put: (reference, value, stop) =>
      asked(stop, async (signal) => putField(writing(reference), value, signal)),
    remove: (reference, stop) =>
      asked(stop, async (signal) => removeField(writing(reference), signal)),
    list: (after, stop) => asked(stop, (signal) => listPaths(call, mount, after, signal)),
    keys: (reference, stop) =>
      asked(stop, async (signal) => {
        const place = placeOf(reference, mount);
        const { fields } = await readVersion(call, place, reference.version, signal);
        return Object.keys(fields!).sort();
      }),
    test: (stop) => asked(stop, (signal) => testVault({ client, session, call, mount }, signal)),
    close: () => void session.end().finally(client.close),
  };
}

/** What several references share, such as the fields of one secret, is read once. */
async function getAll(
  call: VaultCaller,
  references: readonly BackendReference[],
  mount: string,
  signal: AbortSignal,
) {
  const reads = new Map<string, Promise<Kept>>();
  const outcomes = await outcomesOf(references, AT_ONCE, async (reference): Promise<Fetched> => {
    const place = placeOf(reference, mount);
    const same = `${place.mount}\n${place.path}\n${reference.version}`;
    const read = reads.get(same) ?? readVersion(call, place, reference.version, signal);
    reads.set(same, read);
    const kept = await read.catch((error: unknown) => {
      throw faultInTime(SERVICE, signal, error);
    });
    return { value: valueOf(kept, reference), version: String(kept.version) };
  });
  return outcomes;
}

/** Throws `absent` where there is none, or no longer. */
async function readVersion(
  call: VaultCaller,
  place: VaultPlace,
  version: string | null,
  signal: AbortSignal,
): Promise<Kept> {
  const path = apiPath(place, 'data');
  const query = version === null ? {} : { version };
  const answer = await call({ method: 'GET', path, query }, signal);
  const kept = readKept(answer, place.text);
  if (!kept) throw await absentFault(call, place, answer, signal);
  if (!kept.fields) throw goneFault(place.text, kept.version, kept.destroyed);
  return kept;
}

/** By the metadata; a token that may read values alone has the value read, and given to nobody. */
async function describeVersion(
  call: VaultCaller,
  place: VaultPlace,
  { version }: BackendReference,
  signal: AbortSignal,
): Promise<Described> {
  const question = { method: 'GET', path: apiPath(place, 'metadata') } as const;
  const answer = await call(question, signal).catch((error: unknown) => {
    if (error instanceof BackendFault && error.code === 'denied') return null;
    throw error;
  });
  if (!answer) {
    const kept = await readVersion(call, place, version, signal);
    return { version: String(kept.version), at: kept.at, schedule: null };
  }
  const data = memberObject(answer.body.data);
  const wanted = version ?? String(data?.current_version);
  const found = memberObject(memberObject(data?.versions)?.[wanted]);
  if (answer.status === 404 || (data?.versions && !found)) {
    throw await absentFault(call, place, answer, signal);
  }
  if (!found) throw oddFault(place.text);
  const deletedAt = dateOf(found.deletion_time);
  const deleted = deletedAt !== null && deletedAt.getTime() <= Date.now();
  if (found.destroyed === true || deleted) {
    throw goneFault(place.text, Number(wanted), found.destroyed === true);
  }
  return { version: wanted, at: dateOf(found.created_time), schedule: null };
}
