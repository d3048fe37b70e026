// Services called by a command as the operator at the terminal, on this folder's installation.

import { hostname, userInfo } from 'node:os';
import type { Context } from '@/lib/services/context';
import { systemContext } from '@/lib/services/context';
import { loadJwtSecrets } from '@/lib/services/keys/jwt-secrets';
import { withInstallation } from './with-installation';

/** Whoever can run this holds the database and the key already: no grant is asked for. */
export async function asOperator<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
  return withInstallation(async ({ id, env, configuration, database, keys }) => {
    const jwt = await loadJwtSecrets(env);
    const name = `${userInfo().username}@${hostname()}`;
    return work(systemContext({ id, env, configuration, database, keys, jwt }, name));
  });
}
