// Values of Google Secret Manager: read with their checksum, described, written, removed.

import 'server-only';
import { BackendFault, type BackendSchedule } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import type { Plaintext } from '@/lib/domain/plaintext';
import { arrivedBytes, arrivedText } from '../arrived-value';
import type { Described, Fetched } from '../backend';
import { memberOf, memberText, withMember, withoutMember } from '../json-member';
import { crc32c } from './crc32c';
import { type GcpObject, type GcpSession, malformed, memberObject } from './gcp-session';

const DAY_SECONDS = 86_400;
/** Of a version's resource name, whose project is given by its number. */
const VERSION_NAME = /^projects\/[^/]+\/secrets\/[^/]+\/versions\/([1-9]\d*)$/;

/** Throws a `BackendFault`. */
export async function readSecret(
  session: GcpSession,
  reference: BackendReference,
  signal: AbortSignal,
): Promise<Fetched> {
  const { bytes, version } = await access(session, reference, signal);
  const { key, path } = reference;
  if (key === null) return { value: arrivedBytes(bytes, reference), version };
  return { value: arrivedText(memberOf(textOf(bytes, path), key, path), reference), version };
}

/** Throws a `BackendFault`; `absent` too for a version that is disabled or destroyed. */
export async function describeSecret(
  session: GcpSession,
  reference: BackendReference,
  signal: AbortSignal,
): Promise<Described> {
  const name = resourceOf(session, reference);
  const [secret, version] = await Promise.all([
    session.ask('GET', name, signal),
    session.ask('GET', `${name}/versions/${reference.version ?? 'latest'}`, signal),
  ]);
  if (typeof secret['name'] !== 'string') throw malformed('without a name');
  const number = versionOf(version);
  if (version['state'] !== 'ENABLED') {
    throw new BackendFault('absent', `Version ${number} of ${reference.path} is not enabled.`);
  }
  return { version: number, at: timeOf(version['createTime']), schedule: scheduleOf(secret) };
}

/**
 * Throws a `BackendFault`, `meanwhile` where the version before is another than the one that was seen: Google
 * writes without conditions, so that is noticed afterwards, and both versions are there.
 */
export async function writeSecret(
  session: GcpSession,
  reference: BackendReference,
  value: Plaintext,
  signal: AbortSignal,
): Promise<Described> {
  checkWritable(reference);
  const { key, path } = reference;
  const before = await newestThere(session, reference, signal);
  const bytes =
    key === null
      ? value.use((given) => Uint8Array.from(given))
      : bytesOf(
          withMember(
            await textThere(session, reference, signal),
            key,
            memberText(value, path),
            path,
          ),
        );
  const added = await addVersion(session, reference, bytes, signal);
  if (before !== null && Number(versionOf(added)) !== before + 1) {
    const message = `Somebody else wrote ${path} at the same time: both versions are there.`;
    throw new BackendFault('throttled', message, undefined, true);
  }
  const schedule = await session
    .ask('GET', resourceOf(session, reference), signal)
    .then(scheduleOf, () => null);
  return { version: versionOf(added), at: timeOf(added['createTime']), schedule };
}

/** A member alone, or all with what is the last member of it. Throws a `BackendFault`. */
export async function removeSecret(
  session: GcpSession,
  reference: BackendReference,
  signal: AbortSignal,
): Promise<void> {
  checkWritable(reference);
  const { key, path } = reference;
  if (key !== null) {
    const { bytes } = await access(session, reference, signal);
    const rest = withoutMember(textOf(bytes, path), key, path);
    if (rest !== null) {
      await addVersion(session, reference, bytesOf(rest), signal);
      return;
    }
  }
  await session.ask('DELETE', resourceOf(session, reference), signal);
}

async function access(session: GcpSession, reference: BackendReference, signal: AbortSignal) {
  const path = `${resourceOf(session, reference)}/versions/${reference.version ?? 'latest'}:access`;
  const answer = await session.ask('GET', path, signal);
  const payload = memberObject(answer['payload']);
  const { data, dataCrc32c } = payload ?? {};
  if (typeof data !== 'string') throw malformed('without a value');
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  if (dataCrc32c !== undefined && String(crc32c(bytes)) !== String(dataCrc32c)) {
    throw malformed('with a value that does not have its checksum: try again');
  }
  return { bytes, version: versionOf(answer) };
}

/** The number of the newest version, 0 before the first; null where that may not be seen. */
async function newestThere(
  session: GcpSession,
  reference: BackendReference,
  signal: AbortSignal,
): Promise<number | null> {
  try {
    const path = `${resourceOf(session, reference)}/versions/latest`;
    return Number(versionOf(await session.ask('GET', path, signal)));
  } catch (error) {
    if (!(error instanceof BackendFault)) throw error;
    return error.code === 'absent' ? 0 : null;
  }
}

async function textThere(session: GcpSession, reference: BackendReference, signal: AbortSignal) {
  try {
    return textOf((await access(session, reference, signal)).bytes, reference.path);
  } catch (error) {
    if (error instanceof BackendFault && error.code === 'absent') return null;
    throw error;
  }
}

/** Makes the secret where there is none, kept where Google chooses. */
async function addVersion(
  session: GcpSession,
  reference: BackendReference,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<GcpObject> {
  const name = resourceOf(session, reference);
  const data = Buffer.from(bytes).toString('base64');
  const payload = { data, dataCrc32c: String(crc32c(bytes)) };
  const add = () => session.ask('POST', `${name}:addVersion`, signal, { payload });
  try {
    return await add();
  } catch (error) {
    if (!(error instanceof BackendFault) || error.code !== 'absent') throw error;
  }
  const [, project, id] = /^(projects\/[^/]+)\/secrets\/([^/]+)$/.exec(name)!;
  const replication = { automatic: {} };
  await session.ask('POST', `${project}/secrets?secretId=${id}`, signal, { replication });
  return add();
}

function resourceOf({ project }: GcpSession, { path }: BackendReference): string {
  return path.includes('/') ? path : `projects/${project}/secrets/${path}`;
}

function versionOf({ name }: GcpObject): string {
  const [, version] = VERSION_NAME.exec(typeof name === 'string' ? name : '') ?? [];
  if (version === undefined) throw malformed('without a version');
  return version;
}

function scheduleOf(secret: GcpObject): BackendSchedule | null {
  const rotation = memberObject(secret['rotation']);
  if (!rotation) return null;
  const [, seconds] = /^(\d+)(?:\.\d+)?s$/.exec(String(rotation['rotationPeriod'])) ?? [];
  return {
    enabled: true,
    everyDays: seconds === undefined ? null : Number(seconds) / DAY_SECONDS,
    lastAt: null,
    nextAt: timeOf(rotation['nextRotationTime'])?.toISOString() ?? null,
  };
}

function timeOf(value: unknown): Date | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? null : new Date(ms);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BackendFault(
      'malformed',
      `What is kept at ${path} is no text: leave the key out of the reference.`,
    );
  }
}

function checkWritable({ version }: BackendReference): void {
  if (version === null) return;
  throw new BackendFault(
    'denied',
    'A reference that stays at a version is only read: write to one without it.',
  );
}
