// What PostgreSQL said, dug out of the wrappings that pg, its adapter and Prisma put around it.

import 'server-only';
import { z } from 'zod';

const driverCause = z.object({
  kind: z.string().optional(),
  severity: z.string().optional(),
  originalCode: z.string().optional(),
  constraint: z.object({ index: z.string() }).optional().catch(undefined),
});

const fromServer = z.object({
  code: z.string(),
  severity: z.string(),
  constraint: z.string().optional(),
});
const fromAdapter = z.object({ cause: driverCause });
const fromPrisma = z.object({ meta: z.object({ driverAdapterError: fromAdapter }) });

interface Report {
  readonly state: string | null;
  /** The violated constraint or index. */
  readonly index: string | null;
  /** The adapter's own word, which is all there is when the server could not answer. */
  readonly kind: string | null;
  /** ERROR, or FATAL and PANIC when the connection went with it. */
  readonly severity: string | null;
}

const NOTHING: Report = { state: null, index: null, kind: null, severity: null };

/** The five characters of the SQLSTATE (PostgreSQL, appendix A) behind `error`, or null. */
export function sqlStateOf(error: unknown): string | null {
  return reportOf(error).state;
}

/** True when `error` is the violation of a unique constraint or index, of the named one if given. */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  const report = reportOf(error);
  return report.state === '23505' && (index === undefined || report.index === index);
}

/** True when a row is still named by another one; from PostgreSQL 18 RESTRICT has a state of its own. */
export function isForeignKeyViolation(error: unknown): boolean {
  return ['23001', '23503'].includes(sqlStateOf(error) ?? '');
}

/** Everything known about a failed statement; all null when `error` is not from the database. */
export function reportOf(error: unknown): Report {
  const server = fromServer.safeParse(error);
  if (server.success) {
    const { code, constraint, severity } = server.data;
    return { ...NOTHING, state: code, index: constraint ?? null, severity };
  }
  const prisma = fromPrisma.safeParse(error);
  const adapter = fromAdapter.safeParse(
    prisma.success ? prisma.data.meta.driverAdapterError : error,
  );
  if (!adapter.success) return NOTHING;
  const { originalCode, constraint, kind, severity } = adapter.data.cause;
  return {
    state: originalCode ?? null,
    index: constraint?.index ?? null,
    kind: kind ?? null,
    severity: severity ?? null,
  };
}
