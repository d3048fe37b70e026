// Takes one delivery: a key made for it alone, the request it answers, and what is pinned to open it.

import { randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { ConsoleAddress } from '@/lib/client/console-client';
import { fetchConsole, noAnswer, noConsole } from '@/lib/client/console-fetch';
import { RequestRefused } from '@/lib/client/request-refused';
import { bundle, takenDelivery } from '@/lib/contracts/delivery';
import type { Bundle, TakeDeliveryInput } from '@/lib/contracts/delivery';
import type { TakeTrialDeliveryInput } from '@/lib/contracts/trial-delivery';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import { openDelivery } from '@/lib/crypto/open-delivery';
import { readServerKeys } from '@/lib/crypto/server-key';
import { limited } from '@/lib/domain/limited';

const ANSWER_MS = 30_000;

/** What a delivery is taken for: the secrets of an app, by id or path, or one task. */
export type DeliveryFor =
  { readonly kind: 'app'; readonly id: string } | { readonly kind: 'brief'; readonly id: string };

export interface DeliveryWanted {
  readonly console: ConsoleAddress;
  /** As `readServerKeys` gives them; a delivery that opens may add the key that signs next. */
  readonly serverKeys: Map<string, KeyObject>;
  /** Told of a key that was learned from a delivery, and is among `serverKeys` from then on. */
  readonly learned?: (serverKey: string) => Promise<void>;
  /** `trial`: one value of the guided rotation of that id. */
  readonly for: DeliveryFor | { readonly kind: 'trial'; readonly id: string };
  readonly ask:
    | Omit<TakeDeliveryInput, 'publicKey' | 'jti'>
    | Omit<TakeTrialDeliveryInput, 'publicKey' | 'jti'>;
  readonly signal?: AbortSignal;
}

export interface OpenedDelivery {
  readonly id: string;
  /** Null where no runner was named. */
  readonly worker: string | null;
  readonly bundle: Bundle;
}

/**
 * Nothing of it is ever asked for twice: a lost answer stays lost, the next request has another key.
 * Throws RequestRefused, and DeliveryRefused for an answer that is not from the pinned console to this
 * request.
 */
export async function requestDelivery(wanted: DeliveryWanted): Promise<OpenedDelivery> {
  const { console, serverKeys, ask } = wanted;
  const key = makeDeliveryKey();
  const jti = randomBytes(24).toString('base64url');
  const request = {
    path: pathOf(wanted.for),
    body: Buffer.from(JSON.stringify({ publicKey: key.publicKey, jti, ...ask })),
  };
  const { id, worker, sealed } = await post(console, request, wanted.signal);
  const claims = bundle.safeParse(await openDelivery(sealed, { key, request, serverKeys }));
  if (!claims.success || claims.data.sub !== id) throw noConsole(console.url, { status: 201 });
  await learnNext(wanted, claims.data.nextServerKey);
  return { id, worker, bundle: claims.data };
}

/** The pinned key vouches for its successor, so that a change of keys stops no running program. */
async function learnNext(
  { serverKeys, learned }: DeliveryWanted,
  text: string | undefined,
): Promise<void> {
  const next = text === undefined ? null : readServerKeys(text);
  if (text === undefined || next === null) return;
  const unknown = [...next].filter(([kid]) => !serverKeys.has(kid));
  for (const [kid, key] of unknown) serverKeys.set(kid, key);
  if (unknown.length > 0) await learned?.(text);
}

function pathOf({ kind, id }: DeliveryWanted['for']): string {
  const ref = encodeURIComponent(id);
  if (kind === 'trial') return `/api/v1/rotation/runs/${ref}/deliveries`;
  return kind === 'app' ? `/api/v1/apps/${ref}/deliveries` : `/api/v1/briefs/${ref}/delivery`;
}

async function post(
  { url, token }: ConsoleAddress,
  { path, body }: { readonly path: string; readonly body: Buffer<ArrayBuffer> },
  outer: AbortSignal | undefined,
) {
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  };
  const send = async (signal: AbortSignal) => {
    const answer = await fetchConsole(url, path, { method: 'POST', headers, body, signal });
    const taken = takenDelivery.safeParse(await answer.json().catch(() => null));
    if (taken.success) return taken.data;
    throw noConsole(url, answer);
  };
  return limited(ANSWER_MS, outer, send).catch((error: unknown) => {
    throw error instanceof RequestRefused ? error : noAnswer(url, error);
  });
}
