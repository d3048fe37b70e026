// Takes deliveries as a run does: a key of its own, the request as it is sent, and all pins when it opens.

import { randomBytes } from 'node:crypto';
import { bundle } from '@/lib/contracts/delivery';
import type { Bundle } from '@/lib/contracts/delivery';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import type { DeliveryKeyPair } from '@/lib/crypto/delivery-key';
import { openDelivery } from '@/lib/crypto/open-delivery';
import { readServerKeys } from '@/lib/crypto/server-key';
import type { Answer, Rest } from './rest';

export interface Asked {
  readonly token?: string;
  readonly only?: readonly string[];
  readonly staged?: boolean;
  readonly partial?: boolean;
  readonly runner?: object;
  readonly jti?: string;
  readonly key?: DeliveryKeyPair;
}

export interface TakenByTest {
  readonly answer: Answer;
  readonly id: string;
  readonly worker: string | null;
  /** Opened with everything pinned. */
  readonly open: () => Promise<Bundle>;
}

export const RUNNER = { host: 'web-1', command: 'node', pid: 42, restart: 'platform' } as const;

export function newJti(): string {
  return randomBytes(16).toString('base64url');
}

/** Asks at `/apps/{app}/deliveries`; what is answered may be a refusal. */
export async function takeOf(rest: Rest, app: string, asked: Asked = {}): Promise<TakenByTest> {
  const { token = rest.machine.token, key = makeDeliveryKey(), jti = newJti(), ...more } = asked;
  const body = JSON.stringify({ publicKey: key.publicKey, jti, ...more });
  const path = `/apps/${app}/deliveries`;
  const answer = await rest.send({ token }, 'POST', path, { body });
  const open = async (): Promise<Bundle> => {
    const request = { path: `/api/v1${path}`, body: Buffer.from(body) };
    const sealed = String(answer.json['sealed']);
    return bundle.parse(
      await openDelivery(sealed, { key, request, serverKeys: await serverKeysOf(rest) }),
    );
  };
  const worker = answer.json['worker'] as string | null;
  return { answer, id: String(answer.json['id']), worker, open };
}

export async function serverKeysOf({ send, machine }: Rest) {
  const { json } = await send(machine, 'GET', '/server-key');
  return readServerKeys(String(json['pin']))!;
}
