// A check with a value put in its place: the request that is sent, and what its answer says.

import 'server-only';
import { ruleBroken } from '@/lib/domain/errors';
import type { KeystowError } from '@/lib/domain/errors';
import type { TrialOutcome } from '@/lib/domain/rotation-run';
import type { CHECK_PLACEMENTS } from '@/lib/domain/trial-check';
import type { SentRequest } from '../webhooks/send-request';
import type { ReadValue } from '../transfers/same-value';

export interface TrialCheck {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly placement: string;
  readonly placementName: string | null;
  readonly works: readonly number[];
  readonly refuses: readonly number[];
}

export interface TrialRequest {
  readonly url: URL;
  readonly request: SentRequest;
}

/** RFC 9110, 5.5: visible ASCII, and spaces within. */
const HEADER_TEXT = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;

/** Throws 422 `value_form` for a value that a request cannot carry there; nothing of it is told. */
export function trialRequest(check: TrialCheck, { value, format }: ReadValue): TrialRequest {
  const url = new URL(check.origin + check.path);
  if (url.origin !== check.origin) throw unfit('Its check leads elsewhere. Set it anew.');
  if (format !== 'utf8') {
    throw unfit('Its value is in parts, or no text: no request of a check can carry it.');
  }
  const text = value.use((bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  const [name, filled] = placed(check, text);
  if (!HEADER_TEXT.test(filled)) {
    throw unfit('Its value holds characters, such as line ends, that no header can carry.');
  }
  const headers = { Accept: '*/*', [name]: filled };
  return { url, request: { method: check.method as SentRequest['method'], headers } };
}

function placed({ placement, placementName }: TrialCheck, value: string): [string, string] {
  switch (placement as (typeof CHECK_PLACEMENTS)[number]) {
    case 'bearer':
      return ['Authorization', `Bearer ${value}`];
    case 'basic': {
      const pair = Buffer.from(`${placementName ?? ''}:${value}`).toString('base64');
      return ['Authorization', `Basic ${pair}`];
    }
    case 'header':
      return [placementName!, value];
  }
}

/** What is asked and how: two trials were made alike where these are the same. */
export function checkText(check: TrialCheck): string {
  const { method, origin, path, placement, placementName, works, refuses } = check;
  const carried = placementName === null ? placement : `${placement} ${placementName}`;
  const said = (name: string, statuses: readonly number[]) =>
    statuses.length > 0 ? `, ${name} ${statuses.join(' ')}` : '';
  return `${method} ${origin}${path} by ${carried}${said('works', works)}${said('refused', refuses)}`;
}

/** Without lists of its own: 200 to 299 work, 401 and 403 refuse. */
export function judgedStatus({ works, refuses }: TrialCheck, status: number): TrialOutcome {
  if (works.length > 0 ? works.includes(status) : status >= 200 && status < 300) return 'works';
  return (refuses.length > 0 ? refuses : [401, 403]).includes(status) ? 'refused' : 'unclear';
}

function unfit(message: string): KeystowError {
  return ruleBroken('/key', 'value_form', message);
}
