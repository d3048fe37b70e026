'use client';

import { useState } from 'react';
import type { KeyOperationView } from '@/lib/contracts/keys';

type OldKey = NonNullable<KeyOperationView['reencryption']>['keys'][number];

export interface SeenKey {
  readonly path: string | null;
  readonly purpose: string;
  readonly left: number;
}

/** Every old key that was seen since the page was opened, also those that nothing is left under. */
export function useSeenKeys(keys: readonly OldKey[]): readonly SeenKey[] {
  const [seen, setSeen] = useState<readonly SeenKey[]>([]);
  const [last, setLast] = useState<readonly OldKey[] | null>(null);
  if (last === keys) return seen;
  const next = merged(seen, keys);
  setLast(keys);
  setSeen(next);
  return next;
}

function merged(seen: readonly SeenKey[], keys: readonly OldKey[]): readonly SeenKey[] {
  const nameOf = ({ path, purpose }: Pick<SeenKey, 'path' | 'purpose'>) => `${purpose} ${path}`;
  const now = new Map(keys.map((key) => [nameOf(key), key.remaining + key.unreadable]));
  const known = new Set(seen.map(nameOf));
  const added = keys.filter((key) => !known.has(nameOf(key)));
  return [...seen, ...added].map(({ path, purpose }) => ({
    path,
    purpose,
    left: now.get(nameOf({ path, purpose })) ?? 0,
  }));
}
