// The secret inputs of the running console: which it reads, what for, when, and whether they are set.

import 'server-only';
import type { RuntimeInputList } from '@/lib/contracts/keys';
import type { ManagedSecret } from '@/lib/domain/managed-secret';
import { SECRETS_READ } from '@/lib/domain/secrets-read';
import type { Context } from '../context';
import { findMasterKeys } from './master-key-sources';
import { requireKeyManager } from './operations/require-key-manager';

/** Needs `keys:manage`. Presence only: no value is shown, and none is measured. */
export async function listRuntimeInputs(ctx: Context): Promise<RuntimeInputList> {
  await requireKeyManager(ctx);
  const { env, configuration, jwt } = ctx.installation;
  const [master] = await findMasterKeys(env).catch(() => []);
  const generated: Readonly<Record<string, string | undefined>> = {
    KEYSTOW_MASTER_KEY: master?.source,
    JWT_SECRET: jwt.source,
    JWT_SECRET_PREVIOUS: jwt.previous?.source,
  };
  const sourceOf = ({ name }: ManagedSecret) =>
    configuration.secret(name)?.source ?? generated[name] ?? null;
  const items = SECRETS_READ.map((secret) => {
    const { name, purpose, readBy, required, when } = secret;
    const source = sourceOf(secret);
    return { name, purpose, readBy, required, when, set: source !== null, source };
  });
  return { items, next: null };
}
