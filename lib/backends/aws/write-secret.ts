// Values that are written to AWS Secrets Manager: a new version, one member of it, or the end of it all.

import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import type { Plaintext } from '@/lib/domain/plaintext';
import { formatOfBytes } from '@/lib/domain/secret-value';
import { memberText, withMember, withoutMember } from '../json-member';
import type { AwsSession } from './aws-session';
import { stagesThere } from './describe-secret';
import { readOne, textOf } from './read-values';

/** Within these, the secret can be restored at AWS. */
export const RECOVERY_DAYS = 7;

type Content = { readonly SecretString: string } | { readonly SecretBinary: Uint8Array };

/**
 * Its version. Throws a `BackendFault`, `meanwhile` where the version before is another than the one that was
 * seen: AWS writes without conditions, so that is noticed afterwards, and both versions are there.
 */
export async function writeSecret(
  session: AwsSession,
  reference: BackendReference,
  value: Plaintext,
  signal: AbortSignal,
): Promise<string> {
  checkWritable(reference);
  const { key, path } = reference;
  const before = await stagesThere(session, path, signal);
  const content =
    key === null ? value.use(contentOf) : await withKey(session, reference, value, signal);
  const version = await store(session, path, content, signal);
  const after = before && (await stagesThere(session, path, signal));
  if (after && (after.current !== version || after.previous !== before.current)) {
    const message = `Somebody else wrote ${path} at the same time: both versions are there.`;
    throw new BackendFault('throttled', message, undefined, true);
  }
  return version;
}

async function withKey(
  session: AwsSession,
  reference: BackendReference,
  value: Plaintext,
  signal: AbortSignal,
): Promise<Content> {
  const { key, path } = reference;
  const there = await textThere(session, reference, signal);
  return { SecretString: withMember(there, key!, memberText(value, path), path) };
}

/** A member alone, or all with what is the last member of it. Throws a `BackendFault`. */
export async function removeSecret(
  session: AwsSession,
  reference: BackendReference,
  signal: AbortSignal,
): Promise<void> {
  checkWritable(reference);
  const { key, path } = reference;
  if (key !== null) {
    const before = textOf(await readOne(session, reference, signal), reference);
    const rest = withoutMember(before, key, path);
    if (rest !== null) return void (await store(session, path, { SecretString: rest }, signal));
  }
  const command = new DeleteSecretCommand({
    SecretId: path,
    RecoveryWindowInDays: RECOVERY_DAYS,
  });
  await session.ask('DeleteSecret', signal, (client, options) => client.send(command, options));
}

async function textThere(session: AwsSession, reference: BackendReference, signal: AbortSignal) {
  try {
    return textOf(await readOne(session, reference, signal), reference);
  } catch (error) {
    if (error instanceof BackendFault && error.code === 'absent') return null;
    throw error;
  }
}

/** With a token, by which AWS knows a question that is asked again, and makes one version of it. */
async function store(
  session: AwsSession,
  path: string,
  content: Content,
  signal: AbortSignal,
): Promise<string> {
  const ClientRequestToken = randomUUID();
  const put = new PutSecretValueCommand({ SecretId: path, ClientRequestToken, ...content });
  try {
    return versionOf(
      await session.ask('PutSecretValue', signal, (client, options) => client.send(put, options)),
    );
  } catch (error) {
    const absent = error instanceof BackendFault && error.code === 'absent';
    if (!absent || path.startsWith('arn:')) throw error;
  }
  const create = new CreateSecretCommand({ Name: path, ClientRequestToken, ...content });
  return versionOf(
    await session.ask('CreateSecret', signal, (client, options) => client.send(create, options)),
  );
}

function versionOf({ VersionId }: { VersionId?: string | undefined }): string {
  if (typeof VersionId === 'string') return VersionId;
  throw new BackendFault('malformed', 'AWS Secrets Manager answered without a version.');
}

function contentOf(bytes: Uint8Array): Content {
  return formatOfBytes(bytes) === 'utf8'
    ? { SecretString: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) }
    : { SecretBinary: Uint8Array.from(bytes) };
}

function checkWritable({ stage, version }: BackendReference): void {
  if (version === null && (stage === null || stage === 'AWSCURRENT')) return;
  throw new BackendFault(
    'denied',
    'A reference that stays at a version or a stage is only read: write to one without it.',
  );
}
