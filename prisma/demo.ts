// Fills a sample organization through the services, so that it is as real as any: teams, workspaces,
// apps, secrets of every type with random values, integrations, briefs, receipts, a rotation and a leak.
// Only how old its values are is written into their rows.
// Run by `npm run demo`; does nothing a second time.

import { DAY_MS } from '@/lib/domain/durations';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '@/lib/services/context';
import { boot } from '@/lib/services/installation';
import { gatherConfiguration } from '@/lib/services/managed/gather-configuration';
import { PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import type { ScopeReference } from '@/lib/services/access/authorize';
import { createScope } from '@/lib/services/scopes/create-scope';
import { aliasSecret } from '@/lib/services/secrets/alias-secret';
import { putSecrets } from '@/lib/services/secrets/put-secrets';
import type { SecretInput } from '@/lib/services/secrets/secret-input';
import { bootstrapAdministrator } from '@/lib/services/setup/complete-setup';
import { ageValues } from './demo-ages';
import { fillDeliveries } from './demo-deliveries';
import { fillIncidents } from './demo-incidents';
import { OF_WORKSPACE, SHARED, TREE } from './demo-samples';
import type { Sample } from './demo-samples';
import { sampleValue } from './demo-values';

const { installation } = await boot(await gatherConfiguration());
try {
  const { adminEmail, adminPassword } = installation.env;
  if (!adminEmail || !adminPassword) throw new Error('KEYSTOW_ADMIN_EMAIL is not set');
  await bootstrapAdministrator(
    installation,
    adminEmail,
    Plaintext.fromText(adminPassword.reveal()),
  );
  const { id, organizationId, email, name } =
    await installation.database.prisma.user.findFirstOrThrow();
  const actor = { kind: 'user', id, organizationId, email, name, sessionId: id } as const;
  const ctx: Context = { installation, actor, requestId: 'demo' };
  if ((await installation.database.prisma.secret.count()) === 0) await fill(ctx, email);
} finally {
  await installation.database.close();
}

/** `administrator` is the e-mail of the person who answers for what no team does. */
async function fill(ctx: Context, administrator: string): Promise<void> {
  await seal(ctx, PLATFORM_SCOPE, SHARED, administrator);
  for (const [team, apps] of Object.entries(TREE)) {
    await createScope(ctx, { kind: 'team', name: title(team), slug: team });
    for (const workspace of ['staging', 'production']) {
      const { path } = await createScope(ctx, {
        kind: 'workspace',
        name: title(workspace),
        slug: workspace,
        parent: team,
      });
      await seal(ctx, { kinds: ['workspace'], ref: path }, OF_WORKSPACE, team);
      for (const [app, { secrets, aliases = [] }] of Object.entries(apps)) {
        const made = await createScope(ctx, {
          kind: 'app',
          name: title(app),
          slug: app,
          parent: path,
        });
        const place = { kinds: ['app'], ref: made.path } as const;
        await seal(ctx, place, secrets, team);
        for (const alias of aliases) await aliasSecret(ctx, place, alias);
      }
    }
  }
  await ageValues(ctx);
  await fillDeliveries(ctx);
  await fillIncidents(ctx);
}

/** Writes each sample as often as it has versions. */
async function seal(
  ctx: Context,
  scope: ScopeReference,
  samples: readonly Sample[],
  owner: string,
): Promise<void> {
  const rounds = Math.max(...samples.map(({ versions = 1 }) => versions));
  for (let round = 1; round <= rounds; round += 1) {
    const due = samples.filter(({ versions = 1 }) => versions >= round);
    await putSecrets(
      ctx,
      scope,
      await Promise.all(due.map((sample) => inputOf(sample, owner, round))),
    );
  }
}

async function inputOf(sample: Sample, owner: string, round: number): Promise<SecretInput> {
  const { versions: _versions, days, ...fields } = sample;
  return {
    owner,
    ...fields,
    ...(await sampleValue(sample)),
    ...(days === undefined
      ? {}
      : { expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() }),
    ...(round > 1 ? { reason: 'Rotated' } : {}),
  };
}

function title(slug: string): string {
  return `${slug[0]?.toUpperCase()}${slug.slice(1)}`;
}
