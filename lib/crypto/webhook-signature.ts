// Signatures of webhooks as the Standard Webhooks specification (version 1, symmetric) has them.

import { createHmac, randomBytes } from 'node:crypto';
import { Plaintext } from '@/lib/domain/plaintext';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A signing secret: `whsec_` and the base64 of 32 random bytes. */
export function newWebhookSecret(): Plaintext {
  return Plaintext.fromText(`${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`);
}

/** What a message is signed as: its id, when it is sent (seconds since 1970), and its exact body. */
export interface SignedMessage {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/** `v1,` and the base64 of HMAC-SHA256. Throws a `TypeError` for a secret of another form. */
export function signWebhook(secret: Plaintext, { id, timestamp, body }: SignedMessage): string {
  const key = secret.use((bytes) => keyOf(Buffer.from(bytes).toString('latin1')));
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return `v1,${mac}`;
}

function keyOf(text: string): Buffer {
  if (!text.startsWith(PREFIX)) throw new TypeError('A signing secret begins with whsec_.');
  return Buffer.from(text.slice(PREFIX.length), 'base64');
}
