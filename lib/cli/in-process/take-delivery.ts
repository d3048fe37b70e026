// `keystow/client`: a program takes its secrets itself, without a runner around it.

import type { KeyObject } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import { consoleClient } from '@/lib/client/console-client';
import { heartbeatAnswer } from '@/lib/contracts/worker';
import type { ChangesEvent } from '@/lib/contracts/worker';
import { readServerKeys } from '@/lib/crypto/server-key';
import { changeSpread, OTHERS_MS } from '../run/change-spread';
import { Heartbeats } from '../run/heartbeats';
import { requestDelivery } from '../run/request-delivery';
import type { DeliveryFor } from '../run/request-delivery';
import { watchChanges } from '../run/watch-changes';
import type { SecretsChanged, TakeDeliveryOptions, TakenByProgram } from './client-interface';
import { TakenSecrets } from './taken-secrets';

export { DeliveryRefused } from '@/lib/crypto/delivery-refused';
export { RequestRefused } from '@/lib/client/request-refused';
export type { TakeDeliveryOptions, TakenByProgram } from './client-interface';

/**
 * Throws a TypeError for options that cannot be used, RequestRefused, and DeliveryRefused for an answer that
 * is not from the pinned console to this request.
 */
export async function takeDelivery(options: TakeDeliveryOptions): Promise<TakenByProgram> {
  const { url, token, only, staged, partial, worker, signal } = options;
  const source = sourceOf(options);
  const console = { url: new URL(url).origin, token };
  const runner = { host: hostname(), command: programName(), pid: process.pid } as const;
  const taken = await requestDelivery({
    console,
    ...source,
    ...(signal ? { signal } : {}),
    ask: {
      ...(only ? { only: [...only] } : {}),
      ...(staged ? { staged } : {}),
      ...(partial ? { partial } : {}),
      // Nobody can restart it but itself.
      runner: { ...runner, restart: 'never', ...(worker === undefined ? {} : { id: worker }) },
    },
  });
  const call = consoleClient(console);
  const at = `/deliveries/${taken.id}`;
  return {
    id: taken.id,
    worker: taken.worker,
    secrets: new TakenSecrets(taken.bundle),
    ack: () => call('POST', `${at}/ack`),
    onChange: (changed) => follow(changed),
    end: async (exitCode = 0) => {
      await call('POST', `${at}/heartbeat`, { state: 'ended', exitCode });
    },
  };

  function follow(changed: (what: SecretsChanged) => void): () => void {
    const over = new AbortController();
    let told = '[]';
    const heartbeats = new Heartbeats({
      call,
      voice: { note: () => undefined, warn: () => undefined },
      child: 'this program',
      say: () => ({ delivery: taken.id, word: { state: 'running', pid: process.pid } }),
      hear: (answer) => {
        const now = JSON.stringify(answer.changes);
        if (now !== told && now !== '[]') changed(heartbeatAnswer.parse(answer));
        told = now;
      },
    });
    void heartbeats.run(over.signal);
    if (source.for.kind === 'app') {
      let before: ChangesEvent | null = null;
      const tell = (event: ChangesEvent) => {
        const spreadMs = changeSpread(before, event, false);
        before = event;
        if (spreadMs !== null) heartbeats.soon(spreadMs);
      };
      const lost = () => {
        before = null;
        heartbeats.soon(OTHERS_MS);
      };
      void watchChanges(console, source.for.id, { tell, lost }, over.signal);
    }
    return () => over.abort();
  }
}

/** By the text that pins them, with what deliveries have added since: for the life of this program. */
const pinnedHere = new Map<string, Map<string, KeyObject>>();

function sourceOf({ app, brief, serverKey }: TakeDeliveryOptions) {
  const serverKeys = pinnedHere.get(serverKey) ?? readServerKeys(serverKey);
  if (!serverKeys) throw new TypeError('serverKey: expected ed25519: and 43 characters.');
  if ((app === undefined) === (brief === undefined)) throw new TypeError('Give app or brief.');
  pinnedHere.set(serverKey, serverKeys);
  const what: DeliveryFor =
    app === undefined ? { kind: 'brief', id: brief! } : { kind: 'app', id: app };
  return { serverKeys, for: what };
}

function programName(): string {
  return path.basename(process.argv[1] ?? process.execPath) || 'node';
}
