// Typed reads of workers and of the receipts of what they were handed.

import type { DeliveryList, Receipt, SecretDeliveryList } from '@/lib/contracts/delivery';
import type { HeldSecretList, WorkerList } from '@/lib/contracts/worker';
import { get, scopeAddress } from './api';
import type { ScopeWanted } from './api';

export interface WorkersWanted extends ScopeWanted {
  /** `here`: neither ended nor gone; `past`: one or the other; `missing`: gone with something older. */
  readonly show: 'here' | 'past' | 'missing';
  readonly limit: number;
}

/** The workers at and below a scope. Throws as `fetchSecrets` does. */
export async function fetchWorkers(
  { show, limit, ...place }: WorkersWanted,
  signal?: AbortSignal,
): Promise<WorkerList> {
  return get(`${scopeAddress(place)}/workers?show=${show}&limit=${limit}`, signal);
}

/** One page of the deliveries at and below a scope, newest first. Throws as `fetchSecrets` does. */
export async function fetchDeliveries(
  place: ScopeWanted,
  after: string | null,
  signal?: AbortSignal,
): Promise<DeliveryList> {
  const query = after === null ? '' : `?after=${after}`;
  return get(`${scopeAddress(place)}/deliveries${query}`, signal);
}

/** What one delivery held, and why. Throws as `fetchSecrets` does. */
export async function fetchReceipt(id: string, signal?: AbortSignal): Promise<Receipt> {
  return get(`/deliveries/${id}`, signal);
}

/** How many workers hold the secrets of a scope, at most 100 by their ids. Throws as `fetchSecrets` does. */
export async function fetchHeldSecrets(
  place: ScopeWanted,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<HeldSecretList> {
  return get(`${scopeAddress(place)}/secrets/held-by?ids=${ids.join(',')}`, signal);
}

/** Where a secret's values went, newest first. Throws as `fetchSecrets` does. */
export async function fetchSecretDeliveries(
  place: ScopeWanted,
  key: string,
  after: string | null,
  signal?: AbortSignal,
): Promise<SecretDeliveryList> {
  const query = after === null ? '' : `?after=${after}`;
  return get(`${scopeAddress(place)}/secrets/${key}/deliveries${query}`, signal);
}

/** Where a browser listens for changes at a scope. */
export function changesAddress(place: ScopeWanted): string {
  return `/api/v1${scopeAddress(place)}/changes`;
}
