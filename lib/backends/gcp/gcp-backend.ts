// Google Secret Manager as a backend. Only the registry loads this, and with it Google's sign-in library.

import 'server-only';
import { BackendFault, type TestStep } from '@/lib/domain/backend';
import { parseReference } from '@/lib/domain/backend-reference';
import type { Env } from '@/lib/env';
import type { Backend, Connection, Listed } from '../backend';
import { faultInTime, oneQuestion } from '../network/one-question';
import { outcomesOf } from '../outcomes';
import { describeSecret, readSecret, removeSecret, writeSecret } from './gcp-secrets';
import {
  type GcpSession,
  type GcpSettings,
  SERVICE,
  malformed,
  memberObject,
  openSession,
} from './gcp-session';

const AT_ONCE = 8;
const PAGE_MAX = 100;

/** Throws `denied` where the operator's settings do not allow what it needs. */
export async function openGcp({ settings, credentials }: Connection, env: Env): Promise<Backend> {
  const session = openSession(settings as unknown as GcpSettings, credentials, env);
  const asked = <T>(stop: AbortSignal, work: (signal: AbortSignal) => Promise<T>) =>
    oneQuestion(SERVICE, stop, work);
  return {
    get: (references, stop) =>
      asked(stop, (signal) =>
        outcomesOf(references, AT_ONCE, (reference) =>
          readSecret(session, reference, signal).catch((error: unknown) => {
            throw faultInTime(SERVICE, signal, error);
          }),
        ),
      ),
    describe: (reference, stop) =>
      asked(stop, (signal) => describeSecret(session, reference, signal)),
    put: (reference, value, stop) =>
      asked(stop, (signal) => writeSecret(session, reference, value, signal)),
    remove: (reference, stop) => asked(stop, (signal) => removeSecret(session, reference, signal)),
    list: (after, stop) => asked(stop, (signal) => listSecrets(session, after, signal)),
    test: (stop) => asked(stop, (signal) => testSession(session, signal)),
    close: () => session.close(),
  };
}

async function listSecrets(
  session: GcpSession,
  after: string | null,
  signal: AbortSignal,
): Promise<Listed> {
  const query = new URLSearchParams({ pageSize: String(PAGE_MAX) });
  if (after !== null) query.set('pageToken', after);
  const path = `projects/${session.project}/secrets`;
  const answer = await session.ask('GET', `${path}?${query.toString()}`, signal);
  const { secrets = [], nextPageToken = '' } = answer;
  if (!Array.isArray(secrets) || typeof nextPageToken !== 'string')
    throw malformed('without a list');
  return { items: secrets.flatMap(itemOf), next: nextPageToken || null };
}

/** By its name alone, which the connector's project completes. */
function itemOf(secret: unknown): Listed['items'] {
  const resource = memberObject(secret)?.['name'];
  const name = typeof resource === 'string' ? resource.split('/').at(-1)! : '';
  try {
    return [{ reference: parseReference('gcp', name).text, name }];
  } catch {
    return [];
  }
}

/** Changes nothing and reads no value. */
async function testSession(session: GcpSession, signal: AbortSignal): Promise<TestStep[]> {
  const list = 'list secrets';
  const describe = 'describe a secret';
  const listing = await listSecrets(session, null, signal).catch(faultOf);
  if (listing instanceof BackendFault) {
    return [
      { name: list, ok: false, detail: listing.message },
      {
        name: describe,
        ok: null,
        detail: 'Not tried: no name is known. Check a secret that refers to one.',
      },
    ];
  }
  const listed = {
    name: list,
    ok: true,
    detail: 'Google knows this identity; names can be listed.',
  };
  const [first] = listing.items;
  if (!first)
    return [listed, { name: describe, ok: null, detail: 'Not tried: there is none yet.' }];
  const reference = parseReference('gcp', first.reference);
  const described = await describeSecret(session, reference, signal).catch(faultOf);
  if (described instanceof BackendFault && described.code !== 'absent') {
    return [listed, { name: describe, ok: false, detail: described.message }];
  }
  const detail = 'Versions and rotation can be seen; no value was read.';
  return [listed, { name: describe, ok: true, detail }];
}

function faultOf(error: unknown): BackendFault {
  if (error instanceof BackendFault) return error;
  throw error;
}
