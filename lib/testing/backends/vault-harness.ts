// The backend for Vault against a server of its own, for the suite of all backends and for its own tests.

import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Backend } from '@/lib/backends/backend';
import { openVault } from '@/lib/backends/vault/vault-backend';
import { Plaintext } from '@/lib/domain/plaintext';
import { readEnv } from '@/lib/env';
import type { BackendHarness } from './backend-suite';
import { throttling } from './loopback-server';
import { startStrictVault } from './strict-vault';
import type { VaultUnderTest } from './strict-vault';
import { findVault, startVault } from './vault-server';

export const MOUNT = 'kv';

interface Connector {
  readonly settings?: Readonly<Record<string, string>>;
  readonly credentials?: Readonly<Record<string, string>>;
  /** Of the operator. */
  readonly operator?: Readonly<Record<string, string>>;
  readonly now?: () => number;
}

/** With a token where nothing else is said. */
export function openVaultAt(
  address: string,
  { settings = {}, credentials = {}, operator = {}, now }: Connector,
): Promise<Backend> {
  const env = readEnv({ NODE_ENV: 'test', ...operator });
  const all = { address, mount: MOUNT, rolePath: 'approle', auth: 'token', ...settings };
  const sealed = Plaintext.fromText(JSON.stringify(credentials));
  return openVault({ kind: 'vault', settings: all, credentials: sealed }, env, now);
}

/** Asks the server itself, as its root. */
export async function askVault(
  { url, rootToken }: VaultUnderTest,
  method: string,
  path: string,
  body?: unknown,
): Promise<void> {
  const response = await fetch(`${url}/v1/${path}`, {
    method,
    headers: { 'x-vault-token': rootToken },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
}

export function keepFields(vault: VaultUnderTest, path: string, data: object): Promise<void> {
  return askVault(vault, 'POST', `${MOUNT}/data/${path}`, { data });
}

export function vaultHarness(vault: () => VaultUnderTest): BackendHarness {
  const openAt = (url: string) => openVaultAt(url, { credentials: { token: vault().rootToken } });
  return {
    kind: 'vault',
    open: () => openAt(vault().url),
    keep: (path, value) => keepFields(vault(), path, { value }),
    keepMembers: (path, members) => keepFields(vault(), path, members),
    versions: true,
    pages: 101,
    network: {
      server: vault,
      openAt,
      denied: {
        kind: 'status',
        status: 403,
        body: JSON.stringify({
          errors: ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'],
        }),
      },
      throttled: throttling(0),
      writes: true,
    },
  };
}

const found = await findVault();

/** Each test on the strict fake, and on a real server where there is one; a run says where there is none. */
export function describeVaults(title: string, tests: (vault: () => VaultUnderTest) => void): void {
  describeOne(`${title}, on the strict fake`, startStrictVault, tests);
  if ('program' in found) return describeOne(`${title}, on ${found.program}`, startVault, tests);
  it(`${title}, on a real server: left out, because ${found.reason}`, () => {
    process.stderr.write(`Not tested on a real Vault: ${found.reason}\n`);
  });
}

function describeOne(
  title: string,
  start: () => Promise<VaultUnderTest>,
  tests: (vault: () => VaultUnderTest) => void,
): void {
  describe(title, () => {
    let vault: VaultUnderTest;
    beforeAll(async () => {
      vault = await start();
      await vault.addMount(MOUNT);
    });
    afterAll(() => vault.close());
    tests(() => vault);
  });
}
