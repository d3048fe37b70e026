// What is missing before a guided rotation can close, in words, and what to do about it.

import 'server-only';
import type { Gap } from '@/lib/domain/rotation-run-closing';

interface GapCounts {
  /** Workers that hold another version. */
  readonly stale?: number;
}

/** `key`: of one secret; null: of the whole rotation. */
export function gapText(code: Gap, key: string | null, { stale = 0 }: GapCounts = {}): string {
  return TEXTS[code](key ?? 'the secret', stale);
}

const TEXTS: Readonly<Record<Gap, (key: string, stale: number) => string>> = {
  secret_gone: (key) => `${key} was deleted. Restore it, or abandon the rotation.`,
  no_new_value: (key) => `${key} has no new value. Seal one, or take in the one that is current.`,
  not_promoted: (key) => `The new value of ${key} is not current. Promote it.`,
  superseded: (key) =>
    `Another value took the place of the new one of ${key}. Take in the current one.`,
  staging_open: () => 'Nobody said that the new values work in staging. Say so, with a note.',
  stale_workers: (key, stale) =>
    `${stale} ${stale === 1 ? 'worker holds' : 'workers hold'} another version of ${key}. Restart what runs; dismiss what is gone for good.`,
  new_not_tried: (key) => `Nobody tried the new value of ${key}. Try it.`,
  new_not_tried_since: (key) =>
    `The new value of ${key} was not tried since the old one was revoked: only trials of both tell them apart. Try it again.`,
  new_refused: (key) => `The new value of ${key} was refused when it was tried last.`,
  not_revoked: (key) =>
    `Nobody said that the old value of ${key} was revoked. Revoke it where it is issued, and say so.`,
  old_not_tried: (key) => `The old value of ${key} was not tried since it was revoked. Try it.`,
  old_tried_otherwise: (key) =>
    `The old value of ${key} was refused, but the new one was not seen to work in the same way at that time or later. Try it too, by the same check or with the same command.`,
  exposed_not_tried: (key) =>
    `Other values of ${key} leaked as well and were not refused since they were revoked, beside a success of the new one. Try each, then the new one.`,
  exposed_works: (key) =>
    `Another value of ${key} that leaked still works. Revoke it where it is issued.`,
  old_works: (key) => `The old value of ${key} still works. Revoke it where it is issued.`,
  no_commit: () => 'No commit is named as evidence. Where nothing was committed, say so.',
  no_deployment: () => 'No deployment is named as evidence.',
  no_verification: () => 'Nothing shows that the new values work: try one, or say what was seen.',
};
