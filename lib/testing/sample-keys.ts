// Keys and a change of keys as the console tells of them, for tests of what shows them.

import type { KeyOperationView, KeyOverview } from '@/lib/contracts/keys';

export const OLD_KEY = 'mk_3fa9d2e1b40781c1';
export const NEW_KEY = 'mk_77b0aa12c3de9f04';

const BEGUN = '2026-01-01T00:00:00.000Z';

type Node = KeyOverview['nodes'][number];

/** A node that runs on `fingerprint` and holds the same in its source. */
export function sampleNode(fingerprint: string, more: Partial<Node> = {}): Node {
  return {
    host: 'node-1',
    pid: 100,
    startedAt: BEGUN,
    heartbeatAt: BEGUN,
    fingerprint,
    source: 'config/master.key',
    sourceFingerprint: fingerprint,
    ...more,
  };
}

/** Unlocked with a key that Keystow made, on one node; no copy of the key is confirmed. */
export function sampleKeys(more: Partial<KeyOverview> = {}): KeyOverview {
  return {
    state: 'unlocked',
    fingerprint: OLD_KEY,
    source: 'config/master.key',
    lock: null,
    replaceable: true,
    window: { days: 180, since: BEGUN, dueAt: '2026-06-30T00:00:00.000Z' },
    masterKeys: [
      {
        fingerprint: OLD_KEY,
        state: 'active',
        source: 'config/master.key',
        firstSeenAt: BEGUN,
        copyConfirmedAt: null,
        copyConfirmedBy: null,
      },
    ],
    nodes: [sampleNode(OLD_KEY)],
    dataKeys: 5,
    values: 400,
    jwt: { current: { kid: 'abc', sessions: 2 }, previous: null, shared: [] },
    backups: { warnings: ['no_copy', 'none'], inForce: OLD_KEY, since: BEGUN, newest: [] },
    operation: null,
    ...more,
  };
}

/** Open, of both depths, held by whoever looks, with nothing done in it. */
export function sampleKeyOperation(more: Partial<KeyOperationView> = {}): KeyOperationView {
  return {
    id: 'operation_1',
    cause: 'key_and_database_leaked',
    depths: [1, 2],
    state: 'open',
    changeNumber: null,
    from: OLD_KEY,
    to: null,
    startedAt: BEGUN,
    startedBy: 'ada@acme.example',
    heldBy: 'ada@acme.example',
    heldByYou: true,
    finishedAt: null,
    finishedBy: null,
    master: 'none',
    reencryption: null,
    steps: [],
    ...more,
  };
}
