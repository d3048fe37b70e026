// Typed reads of the keys of the installation, and the names they are cached under.

import type { JwtStatus } from '@/lib/contracts/jwt';
import type {
  DataKeyList,
  KeyOperationView,
  KeyOverview,
  RuntimeInputList,
} from '@/lib/contracts/keys';
import { get } from './api';

export interface KeyOperationPage {
  readonly items: readonly KeyOperationView[];
  readonly next: string | null;
}

/** Stands for everything that is read of the keys: one act makes all of it out of date. */
export const KEYS = ['keys'] as const;
export const KEY_OVERVIEW = [...KEYS, 'overview'] as const;
export const DATA_KEYS = [...KEYS, 'data-keys'] as const;
export const RUNTIME_INPUTS = [...KEYS, 'inputs'] as const;
export const JWT_SECRET = [...KEYS, 'jwt'] as const;
export const KEY_OPERATIONS = [...KEYS, 'operations'] as const;

export function keyOperationKey(id: string): readonly string[] {
  return [...KEYS, 'operation', id];
}

/** Master keys, nodes, sessions and the open operation. Throws as `fetchSecrets` does. */
export async function fetchKeys(signal?: AbortSignal): Promise<KeyOverview> {
  return get('/keys', signal);
}

/** One operation with what was done in it. Throws as `fetchSecrets` does. */
export async function fetchKeyOperation(
  id: string,
  signal?: AbortSignal,
): Promise<KeyOperationView> {
  return get(`/keys/operations/${encodeURIComponent(id)}`, signal);
}

/** The JWT secret, with the nodes and sessions of each. Throws as `fetchSecrets` does. */
export async function fetchJwtStatus(signal?: AbortSignal): Promise<JwtStatus> {
  return get('/keys/jwt', signal);
}

/** One page of operations, newest first. Throws as `fetchSecrets` does. */
export async function fetchKeyOperations(
  before: string | undefined,
  signal?: AbortSignal,
): Promise<KeyOperationPage> {
  return get(`/keys/operations${search({ before })}`, signal);
}

/** One page of data keys, oldest first. Throws as `fetchSecrets` does. */
export async function fetchDataKeys(
  after: string | undefined,
  signal?: AbortSignal,
): Promise<DataKeyList> {
  return get(`/keys/data-keys${search({ after })}`, signal);
}

/** Which inputs of the running console are set. Throws as `fetchSecrets` does. */
export async function fetchRuntimeInputs(signal?: AbortSignal): Promise<RuntimeInputList> {
  return get('/keys/inputs', signal);
}

function search(parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, text] of Object.entries(parameters)) {
    if (text !== undefined) query.set(name, text);
  }
  return query.size > 0 ? `?${query}` : '';
}
