// One POST to an address that somebody else chose: nothing private is reached, nothing is followed.

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

export const POST_SECONDS_MAX = 10;

export interface PostOptions {
  readonly stop?: AbortSignal | undefined;
  /** Plain text where it is left out. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Null when it was taken (a status of 2xx), else what went wrong; what was answered is not read. Redirects
 * are not followed. The address that is connected to is the one that was checked.
 */
export async function postText(
  env: Env,
  address: string,
  body: string,
  { stop, contentType = 'text/plain; charset=utf-8', headers = {} }: PostOptions = {},
): Promise<PostFailure | null> {
  const url = new URL(address);
  const privateToo = mayBePrivate(url.hostname, webhookRules(env), portOf(url));
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (url.protocol !== 'https:' && !privateToo) return 'address';
  if (isIP(host) !== 0 && !isAllowedAddress(host, privateToo)) return 'address';
  const timeout = AbortSignal.timeout(POST_SECONDS_MAX * 1000);
  const bytes = Buffer.from(body);
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    lookup: checkedLookup(privateToo),
    signal: stop ? AbortSignal.any([timeout, stop]) : timeout,
    headers: {
      ...headers,
      'Content-Type': contentType,
      'Content-Length': bytes.byteLength,
      'User-Agent': 'keystow',
    },
  };
  try {
    const status = await send(url, options, bytes);
    return status >= 200 && status < 300 ? null : `status_${status}`;
  } catch (error) {
    return timeout.aborted ? 'timeout' : failureOf(error);
  }
}

function send(url: URL, options: RequestOptions, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const begin = url.protocol === 'https:' ? tlsRequest : plainRequest;
    const request = begin(url, options, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.on('error', reject);
    request.end(body);
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
