// Many answers of which each may fail by itself.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { Outcome } from './backend';

/**
 * What `work` makes of each item, in their order, at most `atOnce` of them at a time. A `BackendFault` is
 * the outcome of its item; anything else ends all.
 */
export async function outcomesOf<I, T>(
  items: readonly I[],
  atOnce: number,
  work: (item: I) => Promise<T>,
): Promise<Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) outcomes[index] = await outcomeOf(work(item));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return outcomes;
}

async function outcomeOf<T>(answer: Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, got: await answer };
  } catch (error) {
    if (error instanceof BackendFault) return { ok: false, fault: error };
    throw error;
  }
}
