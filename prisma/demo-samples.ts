// What the sample organization consists of: teams, workspaces, apps, and what describes their secrets.

import type { SecretFields } from '@/lib/contracts/secret';
import type { SecretType } from '@/lib/domain/secret-kinds';

/** `versions` counts how often it was sealed; `days` is when it ends, from now on. */
export interface Sample extends Omit<SecretFields, 'key' | 'type' | 'expiresAt'> {
  readonly key: string;
  readonly type: SecretType;
  readonly versions?: number;
  readonly days?: number;
}

export interface SampleAlias {
  readonly key: string;
  readonly aliasOf: string;
  readonly description?: string;
}

export interface SampleApp {
  readonly secrets: readonly Sample[];
  readonly aliases?: readonly SampleAlias[];
}

export const SHARED: readonly Sample[] = [
  {
    key: 'SLACK_TOKEN',
    type: 'api_key',
    category: 'integration',
    versions: 2,
    description: 'Posts deployments and alerts to #releases.',
    tags: ['alerts', 'slack'],
  },
  {
    key: 'SENTRY_DSN',
    type: 'generic',
    description: 'Where errors are reported.',
    tags: ['alerts'],
  },
  {
    key: 'SMTP_PASSWORD',
    type: 'generic',
    versions: 3,
    description: 'Of the account no-reply@ at the mail provider.',
    rotationWindowDays: 180,
  },
  {
    key: 'OPENAI_API_KEY',
    type: 'api_key',
    versions: 4,
    description: 'One key for all agents; usage is capped at the provider.',
    tags: ['agents', 'llm'],
    days: 9,
  },
  { key: 'WEBHOOK_SIGNING_SECRET', type: 'webhook_secret', tags: ['webhooks'] },
  {
    key: 'GITHUB',
    type: 'oauth_tokens',
    category: 'integration',
    versions: 2,
    description: 'The app keystow-demo, installed in the organization on GitHub.',
    tags: ['ci', 'github'],
  },
];

export const OF_WORKSPACE: readonly Sample[] = [
  { key: 'DATABASE_URL', type: 'database_url', versions: 2, tags: ['postgres'] },
  { key: 'REDIS_URL', type: 'database_url', tags: ['cache'] },
  {
    key: 'JWT_SIGNING_KEY',
    type: 'jwt_signing_key',
    versions: 3,
    description: 'Signs the sessions of every app of this environment.',
  },
];

export const TREE: Readonly<Record<string, Readonly<Record<string, SampleApp>>>> = {
  payments: {
    billing: {
      secrets: [
        {
          key: 'STRIPE_KEY',
          type: 'api_key',
          versions: 5,
          description: 'Restricted key: charges and refunds only.',
          tags: ['pci', 'stripe'],
        },
        { key: 'STRIPE_WEBHOOK_SECRET', type: 'webhook_secret', tags: ['stripe', 'webhooks'] },
        {
          key: 'DATABASE_URL',
          type: 'database_url',
          versions: 7,
          description: 'The primary; reports read from a replica.',
          tags: ['pci', 'postgres'],
        },
        { key: 'INVOICE_ENCRYPTION_KEY', type: 'encryption_key', tags: ['pci'], delivery: 'file' },
      ],
      aliases: [
        {
          key: 'NOTIFY_TOKEN',
          aliasOf: '_platform/SLACK_TOKEN',
          description: 'The name that the notifier reads.',
        },
      ],
    },
    ledger: {
      secrets: [
        { key: 'LEDGER_API_KEY', type: 'api_key', category: 'integration' },
        {
          key: 'EXPORT_SFTP',
          type: 'auth_profile',
          versions: 2,
          description: 'The bank’s drop box for nightly exports.',
          tags: ['bank'],
          days: 40,
        },
      ],
    },
  },
  search: {
    indexer: {
      secrets: [
        { key: 'ELASTIC_PASSWORD', type: 'generic', versions: 2 },
        { key: 'CRAWLER_TOKEN', type: 'api_key', category: 'agent', tags: ['agents'] },
      ],
      aliases: [{ key: 'INDEX_DATABASE_URL', aliasOf: 'DATABASE_URL' }],
    },
    suggest: {
      secrets: [
        { key: 'MODEL_API_KEY', type: 'api_key', versions: 3, tags: ['llm'], days: 21 },
        {
          key: 'LABELLING_ANSWER',
          type: 'inbox_answer',
          description: 'What the labelling vendor was asked for.',
        },
      ],
    },
  },
};
