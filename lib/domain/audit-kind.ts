// What recorded acts are about, by the beginning of their names: every kind there is, in plain words.

import type { AuditAction } from './audit-event';

export type AuditKind = AuditAction extends infer Name
  ? Name extends `${infer Kind}.${string}`
    ? Kind
    : never
  : never;

/** In the order in which they are offered. */
export const AUDIT_KINDS: Readonly<Record<AuditKind, string>> = {
  secret: 'Secrets',
  secrets: 'Imports',
  version: 'Versions',
  requirements: 'Requirements of apps',
  delivery: 'Deliveries',
  worker: 'Restarts that were asked for',
  brief: 'Briefs',
  integration: 'Integrations',
  connector: 'Connectors',
  connectors: 'Connectors after a reset of keys',
  transfer: 'Transfers between backends',
  instance: 'Database connections',
  instances: 'Keys of database connections',
  intake_link: 'Intake links',
  rotation: 'Rotations put off, escalated and reminded of',
  rotation_run: 'Guided rotations',
  rotation_window: 'Rotation windows',
  evidence: 'Evidence packs',
  destination: 'Destinations of checks',
  check: 'Checks of values',
  leak_case: 'Leak cases',
  leak_match: 'Values that were pasted',
  reminder_hook: 'Webhooks of reminders',
  scope: 'Scopes',
  organization: 'Organization',
  token: 'Tokens',
  user: 'People',
  member: 'Members',
  invitation: 'Invitations',
  ownership: 'Ownership',
  group: 'Groups',
  role: 'Roles',
  identity: 'Identities',
  session: 'Sessions',
  sessions: 'Sessions ended together',
  password: 'Passwords',
  second_factor: 'Second factors',
  recovery_code: 'Recovery codes used',
  recovery_codes: 'Recovery codes renewed',
  owner: 'Recovery of an owner',
  access: 'Refusals',
  audit: 'Retention of this log',
  checkpoint_webhook: 'Webhooks of this log',
  key_operation: 'Key operations',
  master_key: 'Master keys',
  root_key: 'Root keys',
  keys: 'Lost keys',
  jwt: 'JWT secret',
  managed_secret: 'Console secrets',
  backup: 'Backups',
  console: 'Locked console',
  setup_link: 'Set-up links',
};
