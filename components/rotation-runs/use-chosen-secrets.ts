'use client';

import { useSearchParams } from 'next/navigation';
import { RUN_SECRETS_MAX } from '@/lib/domain/rotation-run';
import { namedIn, secretWord, type NamedSecret } from './run-address';

interface ChosenSecrets {
  readonly chosen: readonly NamedSecret[];
  readonly full: boolean;
  readonly add: (word: string) => void;
  readonly drop: (secret: NamedSecret) => void;
}

/** The secrets that a new rotation is of; the address keeps them. */
export function useChosenSecrets(): ChosenSecrets {
  const words = useSearchParams().getAll('secret');
  const chosen = [...new Set(words)].flatMap((word) => namedIn(word) ?? []);
  return {
    chosen,
    full: chosen.length >= RUN_SECRETS_MAX,
    add: (word) => replace([...chosen.map(secretWord), word]),
    drop: (secret) => replace(chosen.map(secretWord).filter((word) => word !== secretWord(secret))),
  };
}

function replace(words: readonly string[]): void {
  const url = new URL(window.location.href);
  url.searchParams.delete('secret');
  for (const word of new Set(words)) url.searchParams.append('secret', word);
  window.history.replaceState(null, '', `${url.pathname}${url.search}`);
}
