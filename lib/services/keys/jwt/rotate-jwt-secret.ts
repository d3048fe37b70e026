// Changes a JWT secret that Keystow generated: new file, old one kept, in use at once, nobody signed out.

import 'server-only';
import { hostname } from 'node:os';
import type { JwtStatus } from '@/lib/contracts/jwt';
import { listLiveNodes, setNodeJwt } from '@/lib/db/keys/nodes';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { loadJwtSecrets, toJwtSecret } from '../jwt-secrets';
import { refusal, requireKeyManager } from '../operations/require-key-manager';
import { judgeJwtSecret } from './judge-jwt-secret';
import { abandonJwtFile, prepareJwtFile, putJwtFileInForce } from './jwt-files';
import { otherNodes } from './other-nodes';
import { readJwtStatus } from './read-jwt-status';

export interface RotateJwtInput {
  /** Left out, 32 random bytes are made. */
  readonly secret?: Plaintext | undefined;
  readonly changeNumber?: string | undefined;
}

/**
 * Needs `keys:manage` and an unlocked console. Throws 409 where the secret comes from the environment,
 * where other nodes run, and while an older secret is still accepted; 422 for a secret that is not fit.
 */
export async function rotateJwtSecret(
  ctx: Context,
  input: RotateJwtInput = {},
): Promise<JwtStatus> {
  await requireKeyManager(ctx);
  ctx.installation.keys.requireUnlocked();
  const done = await ctx.installation.jwt.alone(async () => {
    await requireOwnFile(ctx);
    const text = input.secret?.use((bytes) => Buffer.from(bytes).toString('utf8'));
    if (text !== undefined) await judgeJwtSecret(ctx, text);
    await change(ctx, text, input.changeNumber ?? null);
    return true;
  });
  if (done === null) {
    throw refusal('under_way', 'The JWT secret is being changed at this moment. Look again.');
  }
  return readJwtStatus(ctx);
}

async function requireOwnFile({ installation }: Context): Promise<void> {
  const { jwt, database } = installation;
  if (jwt.source !== 'config/jwt.secret') {
    throw refusal(
      'source_not_ours',
      'The JWT secret comes from JWT_SECRET: set the new one there, the old one as JWT_SECRET_PREVIOUS, and restart each node.',
    );
  }
  if (jwt.previous) {
    throw refusal(
      'previous_present',
      `An older JWT secret is still accepted, from ${jwt.previous.source}. Finish that change first.`,
    );
  }
  const [other] = otherNodes(installation, await listLiveNodes(database.prisma));
  if (other) {
    throw refusal(
      'several_nodes',
      `The node ${other.host} (process ${other.pid}) runs too. A command asks it with KEYSTOW_URL; several nodes get one JWT_SECRET by their environment. If it is gone, try again in a minute.`,
    );
  }
}

/** Recorded before the rename: a change that is told and did not come about is seen by its `kid`. */
async function change(
  ctx: Context,
  text: string | undefined,
  changeNumber: string | null,
): Promise<void> {
  const { env, jwt } = ctx.installation;
  const next = await prepareJwtFile(env, text);
  const { kid } = toJwtSecret(next);
  const previousKid = jwt.current.kid;
  const node = { host: hostname(), pid: process.pid };
  try {
    await recorded(
      ctx,
      (tx) => setNodeJwt(tx, { ...node, jwtFingerprint: kid, jwtPrevious: previousKid }),
      () => ({
        in: 'installation',
        events: [
          { action: 'jwt.rotated', kid, previousKid, source: 'config/jwt.secret', changeNumber },
        ],
      }),
    );
  } catch (error) {
    await abandonJwtFile(env);
    throw error;
  }
  await putJwtFileInForce(env, jwt.currentText, next);
  jwt.adopt(await loadJwtSecrets(env));
}
