// One HTTP request to an address that somebody else chose: nothing private is reached, nothing is followed.

import { request as plainRequest } from 'node:http';
import type { RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP } from 'node:net';
import 'server-only';
import type { PostFailure } from '@/lib/domain/post-failure';
import type { Env } from '@/lib/env';
import { isAllowedAddress, mayBePrivate, portOf } from '@/lib/backends/network/allowed-address';
import { AddressRefused, checkedLookup } from '@/lib/backends/network/checked-lookup';
import { webhookRules } from './webhook-rules';

export const REQUEST_SECONDS_MAX = 10;

export interface SentRequest {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8; left out: none. */
  readonly body?: string;
  readonly stop?: AbortSignal | undefined;
}

/**
 * The status that it was answered with, else why there was none; nothing else of the answer is read. Redirects
 * are not followed. The address that is connected to is the one that was checked.
 */
export async function sendRequest(
  env: Env,
  url: URL,
  { method, headers, body, stop }: SentRequest,
): Promise<number | PostFailure> {
  const privateToo = mayBePrivate(url.hostname, webhookRules(env), portOf(url));
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (url.protocol !== 'https:' && !privateToo) return 'address';
  if (isIP(host) !== 0 && !isAllowedAddress(host, privateToo)) return 'address';
  const timeout = AbortSignal.timeout(REQUEST_SECONDS_MAX * 1000);
  const bytes = body === undefined ? null : Buffer.from(body);
  const length = bytes?.byteLength ?? (method === 'POST' ? 0 : null);
  const options: RequestOptions = {
    method,
    agent: false,
    lookup: checkedLookup(privateToo),
    signal: stop ? AbortSignal.any([timeout, stop]) : timeout,
    headers: {
      ...headers,
      ...(length === null ? {} : { 'Content-Length': length }),
      'User-Agent': 'keystow',
    },
  };
  try {
    return await statusOf(url, options, bytes);
  } catch (error) {
    return timeout.aborted ? 'timeout' : failureOf(error);
  }
}

function statusOf(url: URL, options: RequestOptions, body: Buffer | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const begin = url.protocol === 'https:' ? tlsRequest : plainRequest;
    const request = begin(url, options, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.on('error', reject);
    request.end(body ?? undefined);
  });
}

const BY_CODE: Readonly<Record<string, PostFailure>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
};
const TLS = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO|ERR_OSSL)/;

function failureOf(error: unknown): PostFailure {
  if (error instanceof AddressRefused) return 'address';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (TLS.test(code)) return 'tls';
  return BY_CODE[code] ?? 'network';
}
