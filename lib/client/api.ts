// Typed reads of `/api/v1` for the browser; the session's cookie goes along by itself.

import type { SecretList, SecretPageStarts } from '@/lib/contracts/secret';
import type { TokenList } from '@/lib/contracts/token';
import type { ScopeKind } from '@/lib/domain/scope';
import { secretViewQuery } from '@/lib/domain/secret-view';
import type { SecretView } from '@/lib/domain/secret-view';
import { readRefusal, unreachable } from './request-refused';

const COLLECTION: Readonly<Record<Exclude<ScopeKind, 'organization'>, string>> = {
  team: 'teams',
  workspace: 'workspaces',
  app: 'apps',
};

export interface ScopeWanted {
  /** Dotted path or id; without meaning for the organization. */
  readonly scopePath: string;
  readonly kind: ScopeKind;
}

export interface SecretsWanted extends ScopeWanted, Partial<SecretView> {
  /** One name, in any case. */
  readonly key?: string | undefined;
  /** `next` of the page before, or the start of a page as its map tells it. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One page of names and metadata. Throws RequestRefused, or an AbortError when `signal` says so. */
export async function fetchSecrets(wanted: SecretsWanted): Promise<SecretList> {
  const query = new URLSearchParams(secretViewQuery({ sort: 'name', ...wanted }));
  if (wanted.key) query.set('key', wanted.key);
  if (wanted.after) query.set('after', wanted.after);
  if (wanted.limit) query.set('limit', String(wanted.limit));
  return get<SecretList>(`${scopeAddress(wanted)}/secrets${searchOf(query)}`, wanted.signal);
}

export interface PageStartsWanted extends ScopeWanted {
  readonly view: SecretView;
  /** A name whose place in the list is asked for. */
  readonly positionOf?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How long a list is and where its pages of 100 begin. Throws as `fetchSecrets` does. */
export async function fetchPageStarts(wanted: PageStartsWanted): Promise<SecretPageStarts> {
  const query = new URLSearchParams(secretViewQuery(wanted.view));
  if (wanted.positionOf) query.set('positionOf', wanted.positionOf);
  const address = `${scopeAddress(wanted)}/secrets/page-starts${searchOf(query)}`;
  return get<SecretPageStarts>(address, wanted.signal);
}

function searchOf(query: URLSearchParams): string {
  return query.size > 0 ? `?${query}` : '';
}

export interface TokensWanted {
  /** Id or dotted path. */
  readonly scope: string;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One page of the machine tokens of a scope and below. Throws as `fetchSecrets` does. */
export async function fetchTokens({ scope, after, signal }: TokensWanted): Promise<TokenList> {
  const query = new URLSearchParams({ scope, ...(after ? { after } : {}) });
  return get<TokenList>(`/tokens?${query}`, signal);
}

/** Where a scope is below `/api/v1`. */
export function scopeAddress({ kind, scopePath }: ScopeWanted): string {
  if (kind === 'organization') return '/platform';
  return `/${COLLECTION[kind]}/${encodeURIComponent(scopePath)}`;
}

/** The answer's JSON. Throws as `fetchSecrets` does. */
export async function get<T>(path: string, signal: AbortSignal | undefined): Promise<T> {
  return answerOf<T>(await request(path, signal));
}

/** As `get`, for a read whose question is a body. */
export async function ask<T>(path: string, body: object, signal: AbortSignal): Promise<T> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const question = { method: 'POST', headers, body: JSON.stringify(body) };
  return answerOf<T>(await request(path, signal, question));
}

async function answerOf<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw await readRefusal(answer);
  try {
    return (await answer.json()) as T;
  } catch {
    throw unreachable(answer);
  }
}

async function request(
  path: string,
  signal: AbortSignal | undefined,
  question: RequestInit = { headers: { accept: 'application/json' } },
): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, {
      ...question,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
}
