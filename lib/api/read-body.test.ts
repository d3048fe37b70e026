import { describe, expect, it } from 'vitest';
import type { KeystowError } from '@/lib/domain/errors';
import { BODY_BYTES_MAX, readBody } from './read-body';

const CHUNK_BYTES = 64 * 1024;

/** A sender of `bytes` bytes who counts what was taken from it. */
function sender(bytes: number) {
  const sent = { bytes: 0 };
  const chunk = new Uint8Array(CHUNK_BYTES);
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const rest = bytes - sent.bytes;
      if (rest <= 0) return controller.close();
      const part = chunk.slice(0, Math.min(rest, CHUNK_BYTES));
      sent.bytes += part.byteLength;
      controller.enqueue(part);
    },
  });
  return { body, sent };
}

async function codeOf(body: ReadableStream<Uint8Array>): Promise<string> {
  return readBody(body).then(
    () => 'taken',
    (error: unknown) => (error as KeystowError).code,
  );
}

describe('a request body', () => {
  it('is taken up to the limit, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
    const body = new Blob([bytes]).stream();
    expect(await readBody(body)).toEqual(Buffer.from(bytes));
    expect((await readBody(sender(BODY_BYTES_MAX).body)).byteLength).toBe(BODY_BYTES_MAX);
    expect((await readBody(null)).byteLength).toBe(0);
  });

  it('is too large one byte over the limit, whatever length was announced', async () => {
    expect(await codeOf(sender(BODY_BYTES_MAX + 1).body)).toBe('too_large');
  });

  it('without an end is refused after a few megabytes, of which nothing is kept', async () => {
    const { body, sent } = sender(Number.MAX_SAFE_INTEGER);
    const before = process.memoryUsage().arrayBuffers;
    expect(await codeOf(body)).toBe('too_large');
    expect(sent.bytes).toBeLessThan(9 * 1024 * 1024);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  });

  it('that is too large is read on for a while, so that its sender sees the answer', async () => {
    const { body, sent } = sender(4 * 1024 * 1024);
    expect(await codeOf(body)).toBe('too_large');
    expect(sent.bytes).toBe(4 * 1024 * 1024);
  });

  it('that breaks off is refused and not an unexpected error', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('aborted')),
    });
    expect(await codeOf(body)).toBe('malformed_request');
  });
});
