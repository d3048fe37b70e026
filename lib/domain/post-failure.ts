// Why something that was posted was not taken: its kind, never what was answered.

export type PostFailure =
  'timeout' | 'refused' | 'name' | 'tls' | 'address' | 'network' | `status_${number}`;

const TEXTS: Readonly<Record<string, string>> = {
  timeout: 'no answer within 10 seconds',
  refused: 'the connection was refused',
  name: 'the name of the host was not found',
  tls: 'the certificate or the TLS of the host was not accepted',
  address: 'the address is private, or not encrypted, and the operator has not allowed it',
  network: 'the connection broke off',
  mail: 'the mail server did not take it',
  unreadable: 'the signing secret does not open; delete the webhook and add it again',
};

/** A part of a sentence. */
export function postFailureText(failure: string): string {
  return TEXTS[failure] ?? `it answered with ${failure.replace('status_', 'status ')}`;
}
