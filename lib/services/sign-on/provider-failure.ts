// What went wrong with the identity provider, in our words; nothing of what it sent is repeated.

import 'server-only';
import type { SignOnRefusal } from '@/lib/domain/sign-on';
import { log } from '../log';

/** Errors in the provider's answers (RFC 6749, section 5.2) that speak of the code, not of this console. */
const OF_THE_CODE = ['invalid_grant'];

/** The refusal that `error` amounts to; its kind, without any text of the provider, goes to the log. */
export function providerFailure(error: unknown): SignOnRefusal {
  const refusal = readFailure(error);
  const said = fieldOf(error, 'error');
  if (refusal !== 'state' && refusal !== 'provider_refused') {
    const code = fieldOf(error, 'code');
    // One of a few registered words such as invalid_client; anything longer is not repeated.
    const answer = /^[a-z_]{1,40}$/.test(said) ? said : undefined;
    const known = { refusal, code, answer };
    log.warn(code ? known : { ...known, err: error }, 'the identity provider could not be used');
  }
  return refusal;
}

/** As `providerFailure`, without a word in the log. */
export function readFailure(error: unknown): SignOnRefusal {
  const code = fieldOf(error, 'code');
  const status = statusOf(error);
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') return 'provider_refused';
  if (code === 'OAUTH_RESPONSE_BODY_ERROR' && OF_THE_CODE.includes(fieldOf(error, 'error'))) {
    return 'state';
  }
  if (status !== null && status >= 500) return 'provider_away';
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return 'provider_away';
  // What fetch throws for a host that is not there, or that cuts the connection.
  if (error instanceof TypeError && !code.startsWith('ERR_')) return 'provider_away';
  return 'provider_wrong';
}

function fieldOf(error: unknown, name: 'code' | 'error'): string {
  const field =
    error instanceof Error ? (error as Partial<Record<typeof name, unknown>>)[name] : '';
  return typeof field === 'string' ? field : '';
}

/** Of the answer that was not what it had to be, which openid-client puts behind its own error. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  if (error.cause instanceof Response) return error.cause.status;
  return 'status' in error && typeof error.status === 'number' ? error.status : null;
}
