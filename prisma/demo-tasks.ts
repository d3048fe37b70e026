// Which integrations, briefs and runs the sample organization has.

import type { CreateBriefInput } from '@/lib/contracts/brief';
import type { CreateIntegrationInput } from '@/lib/contracts/integration';
import { PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import type { ScopeReference } from '@/lib/services/access/authorize';

export interface SampleIntegration extends CreateIntegrationInput {
  readonly at: ScopeReference;
}

export const INTEGRATIONS: readonly SampleIntegration[] = [
  {
    at: PLATFORM_SCOPE,
    slug: 'slack',
    name: 'Slack',
    description: 'Deployments and alerts.',
    configSchema: {
      type: 'object',
      properties: {
        channel: { type: 'string', pattern: '^#', description: 'Where it writes.' },
        token: { type: 'string', platformSecret: 'SLACK_TOKEN' },
      },
      required: ['channel', 'token'],
    },
    config: { channel: '#releases' },
  },
  {
    at: PLATFORM_SCOPE,
    slug: 'mail',
    name: 'Mail provider',
    configSchema: {
      type: 'object',
      properties: {
        host: { type: 'string' },
        port: { type: 'integer' },
        encryption: { type: 'string', enum: ['starttls', 'tls'] },
        password: { type: 'string', platformSecret: 'SMTP_PASSWORD' },
      },
      required: ['host', 'port', 'password'],
    },
    config: { host: 'smtp.example', port: 587, encryption: 'starttls' },
  },
  {
    at: { kinds: ['app'], ref: 'payments.production.billing' },
    slug: 'slack',
    name: 'Slack of billing',
    configSchema: {
      type: 'object',
      properties: {
        channel: { type: 'string', pattern: '^#', description: 'Where it writes.' },
        token: { type: 'string', platformSecret: 'SLACK_TOKEN' },
      },
      required: ['channel', 'token'],
    },
    config: { channel: '#billing' },
  },
  {
    at: { kinds: ['workspace'], ref: 'search.staging' },
    slug: 'pager',
    name: 'Pager',
    description: 'Waits for its key: nothing of search.staging starts until it is sealed.',
    configSchema: {
      type: 'object',
      properties: {
        service: { type: 'string' },
        key: { type: 'string', platformSecret: 'PAGER_KEY' },
      },
      required: ['service', 'key'],
    },
    config: { service: 'search' },
  },
];

/** A run that ended. */
export interface SampleRun {
  readonly app: string;
  /** The name of the token that begins it. */
  readonly token: string;
  readonly command: string;
  readonly exitCode: number;
}

export const RUNS: readonly SampleRun[] = [
  { app: 'payments.production.billing', token: 'billing-cron', command: 'node', exitCode: 0 },
  { app: 'payments.production.ledger', token: 'ledger-export', command: 'python3', exitCode: 0 },
];

export const BRIEFS_APP = 'payments.production.billing';

/** `exitCode`: it was taken, and its run ended so; left out: nobody took it. */
export interface SampleBrief extends Omit<CreateBriefInput, 'app' | 'expiresAt'> {
  readonly hours: number;
  readonly exitCode?: number;
  readonly command?: string;
  readonly revoked?: boolean;
}

export const BRIEFS: readonly SampleBrief[] = [
  {
    title: 'Compare refunds with the ledger',
    task: { period: '2026-Q3', currency: 'EUR' },
    secretRefs: ['STRIPE_KEY', 'DATABASE_URL'],
    hours: 24,
    exitCode: 0,
  },
  {
    title: 'Replay failed webhooks',
    task: { since: '2026-10-01T00:00:00Z', limit: 500 },
    secretRefs: ['STRIPE_WEBHOOK_SECRET', 'REDIS_URL'],
    hours: 24,
    exitCode: 1,
    command: 'python3',
  },
  {
    title: 'Draft the dunning letters',
    task: { model: 'small', tone: 'plain' },
    secretRefs: ['OPENAI_API_KEY', 'STRIPE_KEY'],
    hours: 24,
    revoked: true,
  },
  {
    title: 'Sum the invoices of the quarter',
    task: { period: '2026-Q3', report: { channel: '#billing' } },
    secretRefs: ['STRIPE_KEY', 'DATABASE_URL', 'INTEGRATION_SLACK'],
    hours: 168,
  },
];
