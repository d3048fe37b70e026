// What protects what in this installation, and when an external backend is the better choice.

import 'server-only';
import type { Protection } from '@/lib/contracts/managed-secret';
import { countProtected } from '@/lib/db/managed/protection-counts';
import type { Env } from '@/lib/env';
import type { Context } from '../context';
import { requireKeyManager } from '../keys/operations/require-key-manager';
import { protectionRows } from './protection-rows';

/** Needs `keys:manage`. Names keys and places, never what they hold. */
export async function readProtection(ctx: Context): Promise<Protection> {
  await requireKeyManager(ctx);
  const { env, keys, jwt, database } = ctx.installation;
  const counts = await countProtected(database.prisma);
  return {
    rows: protectionRows(counts, {
      master: keys.state.source ?? 'no source: it is not there',
      jwt: jwt.source,
      instance: instanceKey(env),
      embedded: env.databaseUrl === undefined,
    }),
    local: {
      verdict:
        keys.state.source === 'development key'
          ? 'Not here: this installation runs on the published development key. Give it a master key of its own first.'
          : 'Sealing here is fit for production: each value has a key of its scope, the master key is outside the database, and both are rotated without entering a value again.',
      better: [
        'Something else rotates the value: where AWS or Google rotate it themselves, a copy here would be stale.',
        'The value already lives in a backend that other programs read too, so that there is one place to change it.',
        'Rules demand a hardware module or a cloud’s own key service, or access logs that this console’s operators cannot reach.',
        'Whoever can read this machine’s memory, or its database and its master key, must not get the value. The console still sees it at each delivery.',
      ],
      same: [
        'A backend that is down keeps runs from starting; values sealed here need only this console.',
        'Access is decided here in both cases: who may deliver a secret gets its value, wherever it lives.',
      ],
    },
  };
}

function instanceKey(env: Env): string {
  if (env.instanceEncryptionKey) return 'INSTANCE_ENCRYPTION_KEY';
  return env.secretKey ? 'SHA-256 of SECRET_KEY' : 'config/instance.key';
}
