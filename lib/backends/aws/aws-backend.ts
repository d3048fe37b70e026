// AWS Secrets Manager as a backend. Only the registry loads this, and with it the AWS SDK.

import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import 'server-only';
import { BackendFault, type TestStep } from '@/lib/domain/backend';
import { parseReference } from '@/lib/domain/backend-reference';
import type { Env } from '@/lib/env';
import type { Backend, Connection, Listed } from '../backend';
import { oneQuestion } from '../network/one-question';
import { SERVICE } from './aws-fault';
import { type AwsSession, type AwsSettings, openSession } from './aws-session';
import { describeSecret } from './describe-secret';
import { readValues } from './read-values';
import { removeSecret, writeSecret } from './write-secret';

/** As many as AWS gives on a page. */
const PAGE_MAX = 100;

/**
 * Without `stsEndpoint` roles are taken on at the region's own. Throws `denied` where the operator's settings
 * do not allow what it needs.
 */
export async function openAws(
  { settings, credentials }: Connection,
  env: Env,
  stsEndpoint?: string,
): Promise<Backend> {
  const session = openSession(settings as unknown as AwsSettings, credentials, env, stsEndpoint);
  const asked = <T>(stop: AbortSignal, work: (signal: AbortSignal) => Promise<T>) =>
    oneQuestion(SERVICE, stop, work);
  return {
    get: (references, stop) => asked(stop, (signal) => readValues(session, references, signal)),
    describe: (reference, stop) =>
      asked(stop, (signal) => describeSecret(session, reference, signal)),
    put: (reference, value, stop) =>
      asked(stop, async (signal) => {
        const version = await writeSecret(session, reference, value, signal);
        return {
          version,
          at: new Date(),
          schedule: await scheduleThere(session, reference, signal),
        };
      }),
    remove: (reference, stop) => asked(stop, (signal) => removeSecret(session, reference, signal)),
    list: (after, stop) => asked(stop, (signal) => listSecrets(session, after, signal)),
    test: (stop) => asked(stop, (signal) => testSession(session, signal)),
    close: () => session.close(),
  };
}

/** Null also where that cannot be seen: the value is written by now. */
async function scheduleThere(...question: Parameters<typeof describeSecret>) {
  return describeSecret(...question).then(
    ({ schedule }) => schedule,
    () => null,
  );
}

async function listSecrets(
  session: AwsSession,
  after: string | null,
  signal: AbortSignal,
  pageMax = PAGE_MAX,
): Promise<Listed> {
  const command = new ListSecretsCommand({
    MaxResults: pageMax,
    ...(after !== null && { NextToken: after }),
  });
  const { SecretList, NextToken } = await session.ask('ListSecrets', signal, (client, options) =>
    client.send(command, options),
  );
  if (!Array.isArray(SecretList)) {
    throw new BackendFault('malformed', `${SERVICE} answered without a list.`);
  }
  const names = SecretList.flatMap(({ Name }) => Name ?? []);
  return { items: names.flatMap(itemOf), next: NextToken ?? null };
}

/** Nothing for names that no reference can have. */
function itemOf(name: string): Listed['items'] {
  try {
    return [{ reference: parseReference('aws', name).text, name }];
  } catch {
    return [];
  }
}

/** Changes nothing and reads no value. */
async function testSession(session: AwsSession, signal: AbortSignal): Promise<TestStep[]> {
  const listing = await listSecrets(session, null, signal, 1).catch(faultOf);
  if (listing instanceof BackendFault && !isOfRights(listing)) {
    return [
      { name: 'sign in', ok: false, detail: listing.message },
      { name: 'list secrets', ok: null, detail: 'Not tried.' },
      { name: 'describe a secret', ok: null, detail: 'Not tried.' },
    ];
  }
  const signedIn = { name: 'sign in', ok: true, detail: 'AWS knows these credentials.' };
  if (listing instanceof BackendFault) {
    return [
      signedIn,
      { name: 'list secrets', ok: false, detail: listing.message },
      {
        name: 'describe a secret',
        ok: null,
        detail: 'Not tried: no name is known. Check a secret that refers to one.',
      },
    ];
  }
  const listed = { name: 'list secrets', ok: true, detail: 'Names can be listed.' };
  return [signedIn, listed, await describeStep(session, listing.items[0]?.reference, signal)];
}

async function describeStep(
  session: AwsSession,
  reference: string | undefined,
  signal: AbortSignal,
): Promise<TestStep> {
  const name = 'describe a secret';
  if (reference === undefined) return { name, ok: null, detail: 'Not tried: there is none yet.' };
  const described = await describeSecret(session, parseReference('aws', reference), signal).catch(
    faultOf,
  );
  return described instanceof BackendFault
    ? { name, ok: false, detail: described.message }
    : { name, ok: true, detail: 'Versions and rotation can be seen; no value was read.' };
}

/** AWS knows who asks before it says that they may not. */
function isOfRights({ code, message }: BackendFault): boolean {
  return code === 'denied' && message.includes('secretsmanager:');
}

function faultOf(error: unknown): BackendFault {
  if (error instanceof BackendFault) return error;
  throw error;
}
