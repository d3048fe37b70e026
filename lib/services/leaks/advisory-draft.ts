// What a private advisory would say, from what the console knows; people finish it.

import 'server-only';
import type { LeakExposure } from '@/lib/contracts/leak';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import { toTypeId } from '@/lib/domain/ids';
import { isRowContained } from './leak-facts';

/** Markdown; never a value, and what is in angle brackets is for people to say. */
export function advisoryDraft(row: LeakRow, { counts }: LeakExposure): string {
  const since = row.exposedSince ? `since ${day(row.exposedSince)}` : 'since an unknown time';
  return [
    `# A credential was exposed: ${row.name}`,
    '',
    `Leak case ${toTypeId('leakCase', row.id)}, opened ${day(row.openedAt)}.`,
    '',
    '## What happened',
    '',
    `${wordOf(row.exposed.length)} of the credential ${row.name} may have been readable by others ${since}. <Say in your words where, and how it was found.>`,
    '',
    '## What is affected',
    '',
    `The exposed value was handed out ${times(counts.deliveries)} to ${counts.apps} ${counts.apps === 1 ? 'application' : 'applications'}. <Say what could be read or done with it, and whether anything was.>`,
    '',
    '## What was done',
    '',
    ...doneLines(row),
    '',
    '## What you must do',
    '',
    '<Say who has to act, what to do, and until when. If nobody has to act, give that as the reason instead of an advisory.>',
    '',
  ].join('\n');
}

function doneLines(row: LeakRow): string[] {
  const done = [
    ...(row.revokedAt
      ? [`- ${day(row.revokedAt)}: the value was revoked where it is issued.`]
      : []),
    ...(row.promotedAt ? [`- ${day(row.promotedAt)}: a new value took its place.`] : []),
    ...(row.containedAt || isRowContained(row)
      ? ['- No process that the console knows of holds the exposed value.']
      : [`- ${row.holders} known processes still hold the exposed value.`]),
    ...(row.reviewedAt ? [`- ${day(row.reviewedAt)}: logs and records of use were reviewed.`] : []),
  ];
  return done;
}

function wordOf(versions: number): string {
  return versions === 1 ? 'A version' : `${versions} versions`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function day(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
