// Optimistic concurrency: `If-Match`, `If-None-Match: *` (RFC 9110, section 13.1) and `ifVersion`.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';

export type VersionCondition = number | '*';

/** A version as a strong entity tag; bare digits are taken too. */
const TAG = /^(?:"(\d{1,9})"|(\d{1,9}))$/;

/** What the version has to be now: a number (0: no such secret), `*` for any, or undefined. */
export function readPrecondition(
  ifMatch: string | undefined,
  ifVersion: VersionCondition | undefined,
  ifNoneMatch?: string | undefined,
): VersionCondition | undefined {
  if (ifNoneMatch !== undefined && (ifNoneMatch.trim() !== '*' || ifMatch !== undefined)) {
    throw malformed(
      'Send If-None-Match as *, for a secret that must be new, and without If-Match.',
    );
  }
  const fromMatch = ifMatch === undefined ? undefined : readIfMatch(ifMatch.trim());
  const fromHeader = ifNoneMatch === undefined ? fromMatch : 0;
  if (fromHeader !== undefined && ifVersion !== undefined && fromHeader !== ifVersion) {
    throw malformed('If-Match and ifVersion contradict each other. Send one of them.');
  }
  return fromHeader ?? ifVersion;
}

export function versionTag(version: number | null): string {
  return `"${version ?? 0}"`;
}

function readIfMatch(text: string): VersionCondition {
  if (text === '*') return '*';
  const match = TAG.exec(text);
  if (!match) throw malformed('Send If-Match as one version, such as "3", or as *.');
  return Number(match[1] ?? match[2]);
}

function malformed(message: string): KeystowError {
  return new KeystowError('malformed_request', message, {
    issues: [{ pointer: '/ifVersion', code: 'precondition', message }],
  });
}
