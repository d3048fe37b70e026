// Takes a JSON body exactly as it was sent, or refuses it before any schema sees it.

import 'server-only';
import type { MiddlewareHandler } from 'hono';
import { KeystowError } from '@/lib/domain/errors';
import type { ApiEnvironment } from './api-environment';
import { BODY_BYTES_MAX, readBody } from './read-body';
import { checkStrictJson } from './strict-json';

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/**
 * Put before the validators of every route with a body. Throws 415 for other content types, 413 over
 * the limit, 400 for invalid UTF-8 and for JSON that could be read in two ways.
 */
export const jsonBody = jsonBodyUpTo(BODY_BYTES_MAX);

/** As `jsonBody`, for routes whose bodies may be larger. `bytesMax` is the length as sent. */
export function jsonBodyUpTo(bytesMax: number): MiddlewareHandler<ApiEnvironment> {
  return async (c, next) => {
    const encoding = c.req.header('content-encoding') ?? 'identity';
    if (!JSON_TYPE.test(c.req.header('content-type') ?? '') || encoding !== 'identity') {
      throw new KeystowError('unsupported_media_type', 'Send application/json, not compressed.');
    }
    const text = decode(await readBody(c.req.raw.body, bytesMax));
    checkStrictJson(text);
    // From here on Hono reads the text that was checked.
    const { method, headers } = c.req.raw;
    c.req.raw = new Request(c.req.url, { method, headers, body: text });
    await next();
  };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const message = 'Send well-formed UTF-8. For raw bytes use valueBase64.';
    throw new KeystowError('malformed_request', message, {
      issues: [{ pointer: '', code: 'not_utf8', message }],
    });
  }
}
