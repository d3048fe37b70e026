// The bytes of a request body, within a limit, whatever the sender announced.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';

/** Holds a value of 64 KiB of which every byte is written as a six-character JSON escape. */
export const BODY_BYTES_MAX = 512 * 1024;

/**
 * How much of a body that is too large is read on and thrown away: most senders look at the answer
 * only when they have sent all of it.
 */
const DISCARDED_BYTES_MAX = 8 * 1024 * 1024;

/** Throws 413 over the limit without keeping what came, 400 when the body breaks off. */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  bytesMax: number = BODY_BYTES_MAX,
): Promise<Uint8Array> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  let chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.byteLength;
      if (length > DISCARDED_BYTES_MAX) break;
      if (length > bytesMax) chunks = [];
      else chunks.push(value);
    }
  } catch {
    throw new KeystowError('malformed_request', 'The request ended before its body was complete.');
  } finally {
    // Not cancelled: that would cut the connection before the answer is out.
    reader.releaseLock();
  }
  if (length > bytesMax) throw tooLarge(bytesMax);
  return Buffer.concat(chunks);
}

function tooLarge(bytesMax: number): KeystowError {
  const message = `A request body may hold at most ${bytesMax / 1024} KiB.`;
  return new KeystowError('too_large', message, {
    issues: [{ pointer: '', code: 'body_too_large', message }],
  });
}
