// Who asks Google: a service account by its key, or the console itself as Google's library finds it.

import { GoogleAuth, JWT } from 'google-auth-library';
import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { Plaintext } from '@/lib/domain/plaintext';

/** What a service account signs is good for this service alone, and asked for nowhere. */
const AUDIENCE = 'https://secretmanager.googleapis.com/';
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

/** The value of an `Authorization` header. Throws a `BackendFault`. */
export type Identity = () => Promise<string>;

/** Throws `denied` for anything but the key of a service account: other kinds name hosts and programs. */
export function serviceAccount(credentials: Plaintext | null): Identity {
  const key = keyOf(credentials);
  const { client_email: email, private_key: pem, private_key_id: keyId } = key ?? {};
  if (key?.type !== 'service_account' || !email || !pem) {
    throw new BackendFault('denied', 'Enter the JSON key of a service account of Google Cloud.');
  }
  const jwt = new JWT({ email, key: pem, ...(keyId && { keyId }) });
  return async () => {
    try {
      return authorizationOf(await jwt.getRequestHeaders(AUDIENCE));
    } catch {
      throw new BackendFault('denied', 'The private key of that service account cannot sign.');
    }
  };
}

export function ownIdentity(): Identity {
  const auth = new GoogleAuth({ scopes: [SCOPE] });
  return async () => {
    try {
      return authorizationOf(await auth.getRequestHeaders());
    } catch (error) {
      throw ownFault(error);
    }
  };
}

/** A connection that failed has a code of the system; everything else is no credentials. */
function ownFault(error: unknown): BackendFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE)/.test(code)
    ? new BackendFault(
        'unreachable',
        'Google’s sign-in is not reached: see whether the network is up.',
      )
    : new BackendFault(
        'denied',
        'The console has no credentials for Google Cloud: see GOOGLE_APPLICATION_CREDENTIALS.',
      );
}

function authorizationOf(headers: Headers): string {
  const authorization = headers.get('authorization');
  if (authorization) return authorization;
  throw new BackendFault('denied', 'Google’s library gave no credentials.');
}

interface ServiceAccountKey {
  readonly type?: string;
  readonly client_email?: string;
  readonly private_key?: string;
  readonly private_key_id?: string;
}

function keyOf(credentials: Plaintext | null): ServiceAccountKey | null {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  try {
    const fields = credentials?.use((bytes) => JSON.parse(text(bytes))) as {
      serviceAccountKey: string;
    };
    return JSON.parse(fields.serviceAccountKey) as ServiceAccountKey | null;
  } catch {
    return null;
  }
}
