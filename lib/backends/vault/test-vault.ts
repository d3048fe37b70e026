// What a connector to Vault can do and cannot, tried in order and changing nothing.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { TestStep } from '@/lib/domain/backend';
import { listPaths } from './list-paths';
import { LOOK_UP } from './vault-caller';
import type { VaultCaller } from './vault-caller';
import type { VaultClient } from './vault-client';
import type { VaultSession } from './vault-session';
import { wrongMount } from './vault-place';

interface Tested {
  readonly client: VaultClient;
  readonly session: VaultSession;
  readonly call: VaultCaller;
  readonly mount: string;
}

/** A standby passes on what it is asked, and counts as well. */
const HEALTH = {
  method: 'GET',
  path: 'sys/health',
  query: { standbyok: 'true', perfstandbyok: 'true' },
} as const;

/** Never throws a `BackendFault`. What failed leaves what comes behind it untried. */
export async function testVault(tested: Tested, signal: AbortSignal): Promise<TestStep[]> {
  const { client, session, call, mount } = tested;
  const tried: readonly [string, () => Promise<string>][] = [
    [
      'reach Vault',
      async () => {
        await client.ask(HEALTH, signal);
        return 'It answers.';
      },
    ],
    [
      'sign in',
      async () => {
        const { status } = await client.ask(
          { ...LOOK_UP, token: await session.token(signal) },
          signal,
        );
        if (status === 200) return 'The token is known.';
        // A policy may keep a token from looking at itself; what it may read, it still may.
        return 'There is a token, which may not look at itself: the next steps tell.';
      },
    ],
    [
      `find ${mount}`,
      async () => {
        const wrong = await wrongMount(call, mount, null, signal);
        if (wrong !== null) throw new BackendFault('absent', wrong);
        return 'Nothing speaks against its being a key-value store of version 2.';
      },
    ],
    [
      'list secrets',
      async () => {
        const { items, next } = await listPaths(call, mount, null, signal);
        return `${items.length}${next === null ? '' : ' and more'} can be listed.`;
      },
    ],
  ];
  const steps: TestStep[] = [];
  for (const [name, attempt] of tried) {
    const failed = steps.some(({ ok }) => ok === false);
    steps.push(failed ? untried(name, 'Something before it failed.') : await step(name, attempt));
  }
  steps.push(untried('write secrets', 'It would have changed something.'));
  return steps;
}

async function step(name: string, attempt: () => Promise<string>): Promise<TestStep> {
  try {
    return { name, ok: true, detail: await attempt() };
  } catch (error) {
    if (error instanceof BackendFault) return { name, ok: false, detail: error.message };
    throw error;
  }
}

function untried(name: string, detail: string): TestStep {
  return { name, ok: null, detail };
}
