// What is left of the allowances for comparing values with stored ones, by the database's clock.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

export type BudgetWindow = 'minute' | 'hour' | 'day';

/**
 * Locks the running window of each subject until the end of the transaction; returns what each has
 * spent. Windows that have passed are removed.
 */
export async function openBudgets(
  tx: Tx,
  window: BudgetWindow,
  subjects: readonly string[],
): Promise<Map<string, number>> {
  const sorted = [...new Set(subjects)].sort();
  await tx.$executeRaw`
    DELETE FROM match_budget
     WHERE subject = ANY(${sorted}::text[]) AND since < date_trunc(${window}, now())`;
  const rows = await tx.$queryRaw<{ subject: string; spent: number }[]>`
    INSERT INTO match_budget (subject, since, spent)
    SELECT subject, date_trunc(${window}, now()), 0
      FROM unnest(${sorted}::text[]) WITH ORDINALITY AS t (subject, place) ORDER BY place
    ON CONFLICT (subject, since) DO UPDATE SET spent = match_budget.spent
    RETURNING subject, spent`;
  return new Map(rows.map(({ subject, spent }) => [subject, spent]));
}

/** Adds to the opened windows, as one set. */
export async function spendBudgets(
  tx: Tx,
  window: BudgetWindow,
  spent: ReadonlyMap<string, number>,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE match_budget b SET spent = b.spent + t.spent
      FROM unnest(${[...spent.keys()]}::text[], ${[...spent.values()]}::int[]) AS t (subject, spent)
     WHERE b.subject = t.subject AND b.since = date_trunc(${window}, now())`;
}

/** Until the running window ends. */
export async function readSecondsLeft(reader: Reader, window: BudgetWindow): Promise<number> {
  const [row] = await reader.$queryRaw<{ seconds: number }[]>`
    SELECT ceil(extract(epoch FROM date_trunc(${window}, now()) + ${`1 ${window}`}::interval
                                   - now()))::int AS seconds`;
  return row!.seconds;
}
