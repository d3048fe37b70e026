// Puts another value of one of the console's own secrets in place, for this process and until it ends.

import 'server-only';
import { hostname } from 'node:os';
import { equalKeyMaterial } from '@/lib/crypto/master-key';
import { listManagedEntries } from '@/lib/db/managed/entries';
import { actorLabel } from '@/lib/domain/actor';
import { notFound, ruleBroken } from '@/lib/domain/errors';
import type { ManagedSecret } from '@/lib/domain/managed-secret';
import { addedSecret, catalogued } from '@/lib/domain/managed-secrets';
import type { Plaintext } from '@/lib/domain/plaintext';
import { EnvRefusal } from '@/lib/env';
import type { Context } from '../context';
import { readMasterKeyInputs } from '../keys/master-key-inputs';
import { refusal, requireKeyManager } from '../keys/operations/require-key-manager';
import { recorded } from '../recorded';
import { applicationOf } from './application-of';

const POINTER = '/value';

/**
 * Needs `keys:manage` and an unlocked console. Other nodes and the next start know nothing of it. Throws 404 for
 * a name that is not in the catalogue, 409 for one that is read at start, and 422 for a value that cannot be
 * used or is another key.
 */
export async function applyManagedSecret(
  ctx: Context,
  name: string,
  value: Plaintext,
): Promise<{ name: string }> {
  await requireKeyManager(ctx);
  const { installation } = ctx;
  installation.keys.requireUnlocked();
  const secret = await findSecret(ctx, name);
  const { configuration } = installation;
  const how = applicationOf(secret, installation.env);
  if (how === null) throw notApplicable(secret);
  const text = value.use((bytes) => Buffer.from(bytes).toString('utf8'));
  await judge(ctx, name, text);
  const node = { host: hostname(), pid: process.pid };
  await recorded(
    ctx,
    async () => undefined,
    () => ({ in: 'installation', events: [{ action: 'managed_secret.applied', name, node }] }),
  );
  const by = actorLabel(ctx.actor);
  if (how === 'lend') configuration.applyLent(name, text, by);
  else configuration.apply(name, text, by);
  return { name };
}

async function findSecret(ctx: Context, name: string): Promise<ManagedSecret> {
  const known = catalogued(name);
  if (known) return known;
  const entries = await listManagedEntries(ctx.installation.database.prisma);
  const entry = entries.find((one) => one.name === name);
  if (!entry) throw notFound('secret in the catalogue');
  return addedSecret(name, entry.purpose);
}

function notApplicable({ name, use, wizard }: ManagedSecret) {
  if (wizard) {
    return refusal('has_a_page', `${name} is not applied here: ${wizard} changes it safely.`);
  }
  const why =
    use === 'read'
      ? `${name} is read at start: set it and restart each node.`
      : `Keystow does not read ${name}, and ENV_BACKEND_NAMES does not let connectors hand it out.`;
  return refusal('not_applicable', why);
}

/** As a start would judge it, and no other key of ours (never quoted). */
async function judge({ installation }: Context, name: string, text: string): Promise<void> {
  const { configuration, env, id, jwt } = installation;
  try {
    configuration.envWith(name, text);
  } catch (error) {
    if (!(error instanceof EnvRefusal)) throw error;
    const expected = error.problems.map((one) => `${one.variable}: ${one.expected}`).join('; ');
    throw ruleBroken(POINTER, 'unusable', `Expected: ${expected}.`);
  }
  const { given } = await readMasterKeyInputs(env).catch(() => ({ given: [] }));
  for (const { input, source } of given) {
    if (await equalKeyMaterial(input, text, id)) throw sharedKey(name, source);
  }
  if (text.trim() === jwt.currentText.trim()) throw sharedKey(name, jwt.source);
}

function sharedKey(name: string, other: string) {
  const message = `This is the key of ${other}, or derived from it. ${name} needs a value of its own.`;
  return ruleBroken(POINTER, 'shared_key', message);
}
