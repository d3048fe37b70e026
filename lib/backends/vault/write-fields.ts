// Changes at Vault: a new version of all fields, made only where nobody else made one meanwhile.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Described } from '../backend';
import { dateOf, fieldOf, goneFault, inexactFault, readKept } from './kept-fields';
import type { VaultCaller } from './vault-caller';
import { memberObject, saysOneOf } from './vault-answer';
import type { VaultObject } from './vault-answer';
import { oddFault } from './vault-faults';
import { absentFault, apiPath, checkStore } from './vault-place';
import type { VaultPlace } from './vault-place';

/** Of a secret that is made here under a reference without a key. */
const FIRST_FIELD = 'value';

interface Writing {
  readonly call: VaultCaller;
  readonly place: VaultPlace;
  readonly reference: BackendReference;
}

/** Throws a `BackendFault`; `malformed` for bytes, which Vault does not keep. */
export async function putField(
  writing: Writing,
  value: Plaintext,
  signal: AbortSignal,
): Promise<Described> {
  const { reference } = writing;
  const text = value.use((bytes) => textOf(bytes, reference));
  const written = await changeFields(writing, signal, (fields) => {
    const fresh = Object.keys(fields ?? {}).length === 0;
    const name = reference.key ?? (fresh ? FIRST_FIELD : fieldOf(fields!, reference));
    return { ...fields, [name]: text };
  });
  if (written) return written;
  throw oddFault(reference.text);
}

/** The newest version; where the reference has a key, that field alone. Throws `absent` for what is not there. */
export async function removeField(writing: Writing, signal: AbortSignal): Promise<void> {
  const { call, place, reference } = writing;
  const written = await changeFields(writing, signal, (fields, version) => {
    if (!fields && version > 0) throw goneFault(reference.text, version, false);
    if (!fields || reference.key === null) return null;
    const { [fieldOf(fields, reference)]: _removed, ...others } = fields;
    return Object.keys(others).length > 0 ? others : null;
  });
  if (written) return;
  const answer = await call({ method: 'DELETE', path: apiPath(place, 'data') }, signal);
  if (answer.status >= 300) throw oddFault(reference.text);
}

type Change = (fields: VaultObject | null, version: number) => VaultObject | null;

/** Reads, changes and writes; once more where somebody wrote in between. Null where `change` says so. */
async function changeFields(
  { call, place, reference }: Writing,
  signal: AbortSignal,
  change: Change,
): Promise<Described | null> {
  if (reference.version !== null) {
    throw new BackendFault('denied', `${reference.text} is one version, which stays as it is.`);
  }
  const path = apiPath(place, 'data');
  let seen: string | undefined;
  for (let attempts = 0; attempts < 2; attempts += 1) {
    const read = await call({ method: 'GET', path }, signal);
    const kept = readKept(read, place.text);
    // Other fields may have changed in between; what is to be replaced may not.
    const own = ownText(kept?.fields ?? null, reference);
    if (seen !== undefined && own !== seen) throw changedFault(reference);
    seen = own;
    const changed = change(kept?.fields ?? null, kept?.version ?? 0);
    if (!changed) {
      if (kept) return null;
      throw await absentFault(call, place, read, signal);
    }
    if (kept?.fields && !kept.exact) throw inexactFault(reference.text);
    if (attempts === 0) await checkStore(call, place.mount, kept !== null, signal);
    const body = { options: { cas: kept?.version ?? 0 }, data: changed };
    const answer = await call({ method: 'POST', path, body }, signal);
    if (answer.status === 404) throw await absentFault(call, place, answer, signal);
    if (answer.status === 400 && saysOneOf(answer.body, ['check-and-set'])) continue;
    return describedOf(memberObject(answer.body.data), place.text);
  }
  throw changedFault(reference);
}

/** What a reference means, as far as it can be told apart from something else. */
function ownText(fields: VaultObject | null, { key }: BackendReference): string {
  return JSON.stringify((key === null ? fields : fields?.[key]) ?? null);
}

function changedFault({ text }: BackendReference): BackendFault {
  const message = `Others are changing ${text} at the same time.`;
  return new BackendFault('throttled', message, undefined, true);
}

function describedOf(data: VaultObject | null, text: string): Described {
  if (!data || !Number.isSafeInteger(data.version)) throw oddFault(text);
  return { version: String(data.version), at: dateOf(data.created_time), schedule: null };
}

function textOf(bytes: Uint8Array, { text }: BackendReference): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BackendFault('malformed', `Vault keeps text alone: ${text} cannot hold bytes.`);
  }
}
