// Hands a whole audit log out: as lines that verify without the console, or as a table for people.

import 'server-only';
import { auditOrigin } from '@/lib/crypto/checkpoint';
import type { ExportAuditQuery } from '@/lib/contracts/audit';
import { findAuditHead } from '@/lib/db/audit/checkpoints';
import { readLogBatches } from '@/lib/db/audit/read-log';
import type { LogBatch, LogRow } from '@/lib/db/audit/read-log';
import { exportHead } from '@/lib/domain/audit-export';
import { csvText } from '@/lib/domain/csv-text';
import type { Context } from '../context';
import { readableLog } from './audit-access';
import { signLog } from './sign-checkpoint';

const ROWS_AT_ONCE = 5000;

export interface LogExport {
  readonly name: string;
  readonly mediaType: string;
  /** Text in pieces, read from the database as they are taken. */
  readonly pieces: AsyncIterable<string>;
  /** Of the size that is handed out: what the file is verified against. */
  readonly checkpoint: { readonly note: string; readonly verifierKey: string } | null;
}

/**
 * Needs `audit:read` on the organization. The log is signed first, at the size that is handed out;
 * while the console is locked it is handed out unsigned, for the checkpoints that were kept.
 */
export async function exportLog(ctx: Context, query: ExportAuditQuery): Promise<LogExport> {
  const { chainId } = await readableLog(ctx, query.log);
  const { installation } = ctx;
  const format = query.format ?? 'jsonl';
  const signed = installation.keys.unlocked ? await signLog(installation, chainId) : null;
  const head = signed ?? (await findAuditHead(installation.database.prisma, chainId));
  const size = head?.size ?? 0n;
  const page = { after: 0, upTo: size, limit: ROWS_AT_ONCE };
  const rows = readLogBatches(installation.database, chainId, page);
  const origin = auditOrigin(installation.id, chainId);
  return {
    name: `audit-${query.log ?? 'organization'}-${size}.${format}`,
    mediaType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
    pieces:
      format === 'csv'
        ? csvOf(rows)
        : linesOf(JSON.stringify(exportHead(chainId, origin, size)), rows),
    checkpoint: signed && { note: signed.note, verifierKey: signed.verifierKey },
  };
}

async function* linesOf(head: string, batches: AsyncIterable<LogBatch>): AsyncGenerator<string> {
  yield `${head}\n`;
  for await (const { rows } of batches) {
    yield rows
      .map(([number, text, leaf]) =>
        JSON.stringify({ number: String(number), ...(text === null ? { leaf } : { text }) }),
      )
      .join('\n')
      .concat('\n');
  }
}

const COLUMNS = ['number', 'at', 'action', 'actor kind', 'actor', 'scope', 'request', 'details'];

async function* csvOf(batches: AsyncIterable<LogBatch>): AsyncGenerator<string> {
  yield csvText([COLUMNS]);
  for await (const { rows } of batches) yield csvText(rows.map(csvRow));
}

interface Told {
  readonly at: string;
  readonly action: string;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly request: string;
  readonly details: { readonly scope?: { readonly path: string } | null };
}

function csvRow([number, text]: LogRow): string[] {
  if (text === null) return [String(number), '', 'erased', '', '', '', '', ''];
  const { at, action, actor, request, details } = JSON.parse(text) as Told;
  const { scope, ...rest } = details;
  const path = scope?.path ?? '';
  return [String(number), at, action, actor.kind, actor.name, path, request, JSON.stringify(rest)];
}
