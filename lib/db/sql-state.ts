// What PostgreSQL said, dug out of the wrappings that pg, its adapter and Prisma put around it.

import 'server-only';
import { z } from 'zod';

const driverCause = z.object({
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

/** The five characters of the SQLSTATE (PostgreSQL, appendix A) behind `error`, or null. */
export function sqlStateOf(error: unknown): string | null {
  return reportOf(error).state;
}

/** True when `error` is the violation of a unique constraint or index, of the named one if given. */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  const report = reportOf(error);
  return report.state === '23505' && (index === undefined || report.index === index);
}

function reportOf(error: unknown): { state: string | null; index: string | null } {
  const server = fromServer.safeParse(error);
  if (server.success) return { state: server.data.code, index: server.data.constraint ?? null };
  const prisma = fromPrisma.safeParse(error);
  const adapter = fromAdapter.safeParse(
    prisma.success ? prisma.data.meta.driverAdapterError : error,
  );
  if (!adapter.success) return { state: null, index: null };
  const { originalCode, constraint } = adapter.data.cause;
  return { state: originalCode ?? null, index: constraint?.index ?? null };
}
