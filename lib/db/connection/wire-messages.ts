// PostgreSQL's frontend/backend protocol 3.0, as far as the embedded database needs it.

import 'server-only';

const TERMINATE = 0x58;
const ERROR_RESPONSE = 0x45;

/** Query, Execute and Sync: what runs statements and commits. */
const RUNNING = new Set([0x51, 0x45, 0x53]);

/** CopyData and CopyDone: what a COPY FROM STDIN reads, which does not wait for it. */
const COPIED = new Set([0x64, 0x63]);

/** The message that ends an error state: 'S', u32be length. */
export const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4);

/** A `Query` message: 'Q', u32be length, text, NUL. */
export function simpleQuery(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`, 'utf8');
  const message = Buffer.alloc(5 + body.length);
  message.writeUInt8(0x51, 0);
  message.writeUInt32BE(4 + body.length, 1);
  body.copy(message, 5);
  return message;
}

export interface Cut {
  /** Whole messages, to be run one batch after the other. */
  readonly batches: readonly Buffer[];
  /** The beginning of a message whose end has not arrived. */
  readonly rest: Buffer;
  /** True when the client has said good-bye. */
  readonly terminated: boolean;
}

/**
 * Cuts whole messages off `bytes`: the startup packet, which has no type byte, and each message that
 * runs something alone, so that nothing waits behind a statement that brings the backend down; the rows of
 * a COPY go with it.
 */
export function cutMessages(bytes: Buffer, started: boolean): Cut {
  const batches: Buffer[] = [];
  let from = 0;
  if (!started) {
    if (bytes.length < 4 || bytes.length < bytes.readUInt32BE(0)) {
      return { batches, rest: bytes, terminated: false };
    }
    from = bytes.readUInt32BE(0);
    batches.push(bytes.subarray(0, from));
  }
  let to = from;
  const flush = (): void => {
    if (to > from) batches.push(bytes.subarray(from, to));
    from = to;
  };
  while (bytes.length - to >= 5 && bytes[to] !== TERMINATE) {
    const next = to + 1 + bytes.readUInt32BE(to + 1);
    if (next > bytes.length) break;
    if (RUNNING.has(bytes[to] ?? 0)) flush();
    const runs = RUNNING.has(bytes[to] ?? 0);
    to = next;
    if (runs && !COPIED.has(bytes[to] ?? 0)) flush();
  }
  flush();
  return { batches, rest: bytes.subarray(to), terminated: bytes[to] === TERMINATE };
}

/** True when an answer of whole messages holds an error after which the backend is gone. */
export function isFatal(answer: Buffer): boolean {
  for (let at = 0; at + 5 <= answer.length; at += 1 + answer.readUInt32BE(at + 1)) {
    if (answer[at] !== ERROR_RESPONSE) continue;
    const severity = /\0V(PANIC|FATAL)\0/;
    if (severity.test(answer.toString('latin1', at + 4, at + 1 + answer.readUInt32BE(at + 1)))) {
      return true;
    }
  }
  return false;
}
