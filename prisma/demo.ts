// Fills a sample organization through the services, so that it is as real as any: teams, workspaces,
// apps and secrets of every type with random values. Run by `npm run demo`; does nothing a second time.

import { randomBytes } from 'node:crypto';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Category, SecretType } from '@/lib/domain/secret-kinds';
import { env } from '@/lib/env';
import type { Context } from '@/lib/services/context';
import { boot } from '@/lib/services/installation';
import { PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import type { ScopeReference } from '@/lib/services/access/authorize';
import { createScope } from '@/lib/services/scopes/create-scope';
import { putSecrets } from '@/lib/services/secrets/put-secrets';
import type { SecretInput } from '@/lib/services/secrets/secret-input';
import { bootstrapAdministrator } from '@/lib/services/setup/complete-setup';

type Sample = readonly [name: string, type: SecretType, category: Category, versions?: number];

const SHARED: readonly Sample[] = [
  ['SLACK_TOKEN', 'api_key', 'integration', 2],
  ['SENTRY_DSN', 'generic', 'infrastructure'],
  ['SMTP_PASSWORD', 'generic', 'infrastructure', 3],
  ['OPENAI_API_KEY', 'api_key', 'provider', 4],
  ['WEBHOOK_SIGNING_SECRET', 'webhook_secret', 'integration'],
];

const OF_WORKSPACE: readonly Sample[] = [
  ['DATABASE_URL', 'database_url', 'infrastructure', 2],
  ['REDIS_URL', 'generic', 'infrastructure'],
  ['JWT_SIGNING_KEY', 'jwt_signing_key', 'infrastructure', 3],
];

const TREE: Readonly<Record<string, Readonly<Record<string, readonly Sample[]>>>> = {
  payments: {
    billing: [
      ['STRIPE_KEY', 'api_key', 'provider', 5],
      ['STRIPE_WEBHOOK_SECRET', 'webhook_secret', 'provider'],
      ['DATABASE_URL', 'database_url', 'infrastructure', 7],
      ['INVOICE_ENCRYPTION_KEY', 'encryption_key', 'infrastructure'],
    ],
    ledger: [
      ['LEDGER_API_KEY', 'api_key', 'integration'],
      ['EXPORT_SFTP_PASSWORD', 'generic', 'integration', 2],
    ],
  },
  search: {
    indexer: [
      ['ELASTIC_PASSWORD', 'generic', 'infrastructure', 2],
      ['CRAWLER_TOKEN', 'api_key', 'agent'],
    ],
    suggest: [['MODEL_API_KEY', 'api_key', 'provider', 3]],
  },
};

const { installation } = await boot(env());
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
  if ((await installation.database.prisma.secret.count()) === 0) await fill(ctx);
} finally {
  await installation.database.close();
}

async function fill(ctx: Context): Promise<void> {
  await seal(ctx, PLATFORM_SCOPE, SHARED);
  for (const [team, apps] of Object.entries(TREE)) {
    await createScope(ctx, { kind: 'team', name: title(team), slug: team });
    for (const workspace of ['staging', 'production']) {
      const place = {
        kind: 'workspace',
        name: title(workspace),
        slug: workspace,
        parent: team,
      } as const;
      const { path } = await createScope(ctx, place);
      await seal(ctx, { kinds: ['workspace'], ref: path }, OF_WORKSPACE);
      for (const [app, samples] of Object.entries(apps)) {
        const made = await createScope(ctx, {
          kind: 'app',
          name: title(app),
          slug: app,
          parent: path,
        });
        await seal(ctx, { kinds: ['app'], ref: made.path }, samples);
      }
    }
  }
}

/** Writes each sample as often as it has versions. */
async function seal(
  ctx: Context,
  scope: ScopeReference,
  samples: readonly Sample[],
): Promise<void> {
  const rounds = Math.max(...samples.map(([, , , versions = 1]) => versions));
  for (let round = 1; round <= rounds; round += 1) {
    const inputs = samples
      .filter(([, , , versions = 1]) => versions >= round)
      .map(([key, type, category]): SecretInput => ({
        key,
        type,
        category,
        format: 'utf8',
        plaintext: Plaintext.fromText(randomBytes(24).toString('base64url')),
        ...(round > 1 ? { reason: 'Rotated' } : {}),
      }));
    await putSecrets(ctx, scope, inputs);
  }
}

function title(slug: string): string {
  return `${slug[0]?.toUpperCase()}${slug.slice(1)}`;
}
