// A real OpenBao or Vault in its development mode on loopback, where one of them is on the PATH.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { startInFrontOf } from './loopback-server';
import type { VaultRights, VaultTokenTerms, VaultUnderTest } from './strict-vault';
import { startTied } from './tied-program';

const run = promisify(execFile);
const PROGRAMS = ['bao', 'vault'] as const;
/** The last line before it serves for good: the development mode has made its mount by then. */
const READY = /Development mode should NOT be used/;

export type FoundVault = { readonly program: string } | { readonly reason: string };

export async function findVault(): Promise<FoundVault> {
  for (const program of PROGRAMS) {
    const runs = await run(program, ['version']).then(
      () => true,
      () => false,
    );
    if (runs) return { program };
  }
  return { reason: 'neither bao nor vault is on the PATH.' };
}

/** Everything in memory, gone with `close`. Throws where there is no such program. */
export async function startVault(): Promise<VaultUnderTest> {
  const found = await findVault();
  if ('reason' in found) throw new Error(found.reason);
  const rootToken = `root-${randomBytes(12).toString('hex')}`;
  const address = `127.0.0.1:${await freePort()}`;
  const options = [`-dev-root-token-id=${rootToken}`, `-dev-listen-address=${address}`];
  const command = [found.program, 'server', '-dev', '-dev-no-store-token', ...options];
  const program = await startTied(command, READY);
  const front = await startInFrontOf(`http://${address}`);
  const admin = administer(`http://${address}/v1`, rootToken);
  return {
    ...front,
    ...admin,
    rootToken,
    close: async () => {
      await front.close();
      await program.stop();
    },
  };
}

function administer(url: string, rootToken: string) {
  let policies = 0;
  async function call(method: string, path: string, body: object, namespace: string) {
    const headers = { 'x-vault-token': rootToken, 'x-vault-namespace': namespace };
    const response = await fetch(`${url}/${path}`, {
      method,
      headers,
      ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as Record<string, Record<string, string>>;
  }
  async function addPolicy(rights: VaultRights, namespace: string): Promise<string> {
    const name = `policy-${(policies += 1)}`;
    await call('PUT', `sys/policies/acl/${name}`, { policy: policyText(rights) }, namespace);
    return name;
  }
  const signsIn = new Set<string>();
  return {
    addNamespace: async (name: string) =>
      void (await call('POST', `sys/namespaces/${name}`, {}, '')),
    addMount: async (mount: string, namespace = '') => {
      const body = { type: 'kv', options: { version: '2' } };
      await call('POST', `sys/mounts/${mount}`, body, namespace);
    },
    addToken: async (terms: VaultTokenTerms, namespace = '') => {
      const policy = await addPolicy(terms, namespace);
      const body = { policies: [policy], ttl: `${terms.ttlSeconds ?? 3600}s` };
      const renewable = terms.renewable ?? true;
      const made = await call('POST', 'auth/token/create', { ...body, renewable }, namespace);
      return made['auth']!['client_token']!;
    },
    addAppRole: async (terms: VaultTokenTerms, namespace = '') => {
      if (!signsIn.has(namespace))
        await call('POST', 'sys/auth/approle', { type: 'approle' }, namespace);
      signsIn.add(namespace);
      const policy = await addPolicy(terms, namespace);
      const role = `auth/approle/role/${policy}`;
      const body = { token_policies: [policy], token_ttl: `${terms.ttlSeconds ?? 3600}s` };
      await call('POST', role, body, namespace);
      const roleId = (await call('GET', `${role}/role-id`, {}, namespace))['data']!['role_id']!;
      const secret = await call('POST', `${role}/secret-id`, {}, namespace);
      return { roleId, secretId: secret['data']!['secret_id']! };
    },
    revoke: async (token: string) => void (await call('POST', 'auth/token/revoke', { token }, '')),
  };
}

function policyText({ read, write = [] }: VaultRights): string {
  const rule = (path: string, rights: string) => `path "${path}" { capabilities = [${rights}] }`;
  return [
    // A policy without any rule is refused.
    rule('auth/token/lookup-self', '"read"'),
    ...read.map((path) => rule(path, '"read", "list"')),
    ...write.map((path) => rule(path, '"create", "update", "delete"')),
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
