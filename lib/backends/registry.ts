// Which program speaks to which backend. A cloud's own library is loaded when a connector of it is first used.

import 'server-only';
import type { Env } from '@/lib/env';
import { BackendFault } from '@/lib/domain/backend';
import type { ExternalBackend } from '@/lib/domain/backend';
import type { Backend, Connection } from './backend';

type Open = (connection: Connection, env: Env) => Promise<Backend>;

const OPENERS: Readonly<Partial<Record<ExternalBackend, () => Promise<Open>>>> = {
  aws: async () => (await import('./aws/aws-backend')).openAws,
  env: async () => (await import('./env/env-backend')).openEnv,
  gcp: async () => (await import('./gcp/gcp-backend')).openGcp,
  vault: async () => (await import('./vault/vault-backend')).openVault,
};

/** Asks nothing yet. Throws a `BackendFault` where the operator's settings do not allow what it needs. */
export async function openBackend(connection: Connection, env: Env): Promise<Backend> {
  const load = OPENERS[connection.kind];
  if (!load)
    throw new BackendFault('unreachable', `This console does not speak to ${connection.kind}.`);
  return (await load())(connection, env);
}
