// Integrations, briefs and deliveries of the sample organization: taken, acknowledged and ended through
// the services as a runner would. Nothing is run for it, so no worker is left as if it still ran.

import { randomBytes } from 'node:crypto';
import type { TakenDelivery } from '@/lib/contracts/delivery';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import type { Actor } from '@/lib/domain/actor';
import { createBrief } from '@/lib/services/briefs/create-brief';
import { readCallbackToken } from '@/lib/services/briefs/read-callback-token';
import { revokeBrief } from '@/lib/services/briefs/revoke-brief';
import { takeBriefDelivery } from '@/lib/services/briefs/take-brief-delivery';
import type { Context } from '@/lib/services/context';
import { acknowledgeDelivery } from '@/lib/services/deliveries/acknowledge-delivery';
import { takeDelivery } from '@/lib/services/deliveries/take-delivery';
import { createIntegration } from '@/lib/services/integrations/create-integration';
import { createToken } from '@/lib/services/tokens/create-token';
import { readToken } from '@/lib/services/tokens/read-token';
import { heartbeat } from '@/lib/services/workers/heartbeat';
import { BRIEFS, BRIEFS_APP, INTEGRATIONS, RUNS } from './demo-tasks';
import type { SampleBrief, SampleRun } from './demo-tasks';

const HOUR_MS = 60 * 60 * 1000;

export async function fillDeliveries(ctx: Context): Promise<void> {
  for (const { at, ...integration } of INTEGRATIONS) await createIntegration(ctx, at, integration);
  for (const run of RUNS) await startAndEnd(ctx, run);
  for (const brief of BRIEFS) await make(ctx, brief);
}

/** A token that may start the app and nothing else, and one run that it began. */
async function startAndEnd(ctx: Context, { app, token: name, command, exitCode }: SampleRun) {
  const scope = { kind: 'app', id: app } as const;
  const { token } = await createToken(ctx, { name, scope, permissions: ['deliveries:create'] });
  const actor = await readToken(ctx.installation, token);
  if (!actor) throw new Error(`the token ${name} is not there`);
  const own = { ...ctx, actor };
  const asked = requestAt(`/api/v1/apps/${app}/deliveries`, command);
  await end(own, await takeDelivery(own, { kinds: ['app'], ref: app }, asked), exitCode);
}

async function make(ctx: Context, brief: SampleBrief): Promise<void> {
  const { hours, exitCode, revoked = false, command = 'node', ...rest } = brief;
  const expiresAt = new Date(Date.now() + hours * HOUR_MS).toISOString();
  const made = await createBrief(ctx, { app: BRIEFS_APP, expiresAt, ...rest });
  if (revoked) await revokeBrief(ctx, made.id);
  if (exitCode === undefined) return;
  const actor = await readCallbackToken(ctx.installation, made.callbackToken);
  if (!actor) throw new Error(`the brief ${made.title} is not there`);
  const own = { ...ctx, actor };
  const asked = requestAt(`/api/v1/briefs/${made.id}/delivery`, command);
  await end(own, await takeBriefDelivery(own, made.id, asked), exitCode);
}

/** What a runner sends; the key is thrown away, so nobody can open what is answered. */
function requestAt(path: string, command: string) {
  const runner = { host: 'demo-1', command, restart: 'platform' } as const;
  const jti = randomBytes(16).toString('base64url');
  const input = { publicKey: makeDeliveryKey().publicKey, jti, runner };
  return { path, body: Buffer.from(JSON.stringify(input)), input };
}

async function end(ctx: Context & { actor: Actor }, { id }: TakenDelivery, exitCode: number) {
  await acknowledgeDelivery(ctx, id);
  await heartbeat(ctx, id, { state: 'running' });
  await heartbeat(ctx, id, { state: 'ended', exitCode });
}
