// Reads a list of the console to its end.

import type { ConsoleCall } from '@/lib/client/console-client';

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** `path` may have a query of its own. Throws as `call` does. */
export async function everyPage<T>(call: ConsoleCall, path: string): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | null = null; ;) {
    const query: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    const page: Page<T> = await call<Page<T>>(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}limit=100${query}`,
    );
    items.push(...page.items);
    after = page.next;
    if (after === null) return items;
  }
}
