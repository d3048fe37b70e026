'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchServingConnectors } from '@/lib/client/connectors';
import { servingConnectorsKey } from '@/lib/client/query-keys';
import type { Connector } from '@/lib/contracts/connector';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { Backend } from '@/lib/domain/secret-kinds';
import type { ListedScope } from '../list/secret-pages';

/** What a form has to know of a connector. */
export interface PlaceChoice extends Pick<
  Connector,
  'id' | 'kind' | 'name' | 'slug' | 'allowed' | 'writable' | 'credentialsLost'
> {
  readonly approved: boolean;
}

/** Where the value of a form will live, and what may be chosen for that. */
export interface Place {
  readonly choices: readonly PlaceChoice[];
  /** Null: sealed here. */
  readonly chosen: PlaceChoice | null;
  readonly choose: (id: string) => void;
  /** A value is typed that is to be written there; which is not known here. */
  readonly writes: boolean;
  readonly setWrites: (writes: boolean) => void;
  /** Why the choices are not known. */
  readonly error: Error | null;
}

/** The connectors that serve a scope; none while they are not known. */
export function useServingConnectors({ path, kind }: ListedScope, enabled = true) {
  return useQuery({
    enabled,
    queryKey: servingConnectorsKey(path),
    queryFn: ({ signal }) => fetchServingConnectors({ scopePath: path, kind }, signal),
  });
}

/**
 * Until another is chosen there stands the connector of `secret`, which is there already; for a new one
 * the only connector in reach to `usual`, the console's own choice.
 */
export function usePlace(
  scope: ListedScope,
  secret: SecretSummary | null,
  usual: Backend = 'local',
): Place {
  const read = useServingConnectors(scope);
  const now = secret && connectorNow(secret);
  const [asked, setAsked] = useState<string | null>(null);
  const [writes, setWrites] = useState(false);
  const known = (read.data ?? []).map(choiceOf);
  const choices = now && !known.some((one) => one.id === now.id) ? [...known, now] : known;
  const [only, ...others] = secret ? [] : choices.filter(({ kind }) => kind === usual);
  const byItself = now?.id ?? (others.length === 0 ? only?.id : undefined) ?? '';
  const id = asked ?? byItself;
  return {
    choices,
    chosen: choices.find((one) => one.id === id) ?? null,
    choose: (next) => {
      setAsked(next);
      setWrites(false);
    },
    writes,
    setWrites,
    error: read.error,
  };
}

function choiceOf({ approved, ...connector }: Connector): PlaceChoice {
  return { ...connector, approved: approved !== null };
}

/** As much as the secret itself tells of it. */
function connectorNow({ connector, backend }: SecretSummary): PlaceChoice | null {
  if (!connector || backend === 'local') return null;
  return { ...connector, kind: backend, allowed: [], writable: false, credentialsLost: false };
}
