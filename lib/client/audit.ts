// Typed reads of the audit log, and the names they are cached under.

import type { AuditList } from '@/lib/contracts/audit';
import type { AuditCheckpointList } from '@/lib/contracts/audit-checkpoint';
import type { AuditPolicyView } from '@/lib/contracts/audit-policy';
import type { AuditVerification } from '@/lib/contracts/audit-verification';
import type { AuditDenials } from '@/lib/contracts/audit-denials';
import type { CheckpointWebhookList } from '@/lib/contracts/checkpoint-webhook';
import { get } from './api';

/** What the log is narrowed to, as the address of the page has it; empty: not at all. */
export interface AuditView {
  readonly log: string;
  readonly scope: string;
  readonly action: string;
  readonly actor: string;
  readonly target: string;
  readonly since: string;
  readonly until: string;
}

export function auditKey(view: AuditView): readonly string[] {
  return ['audit', ...Object.values(view)];
}

/** One page of events, newest first. Throws as `fetchSecrets` does. */
export async function fetchAudit(
  view: AuditView,
  after: string | undefined,
  signal?: AbortSignal,
): Promise<AuditList> {
  const query = new URLSearchParams(
    Object.entries(view).filter(([, value]) => value !== '') as [string, string][],
  );
  if (after !== undefined) query.set('after', after);
  return get(`/audit?${query}`, signal);
}

/** Verifies the whole log; takes as long as the log is. Throws as `fetchSecrets` does. */
export async function verifyAudit(log: string, signal?: AbortSignal): Promise<AuditVerification> {
  return get(`/audit/verify${log === '' ? '' : `?log=${log}`}`, signal);
}

export interface DenialsView {
  readonly log: string;
  readonly scope: string;
  readonly since: string;
  readonly until: string;
}

/** Refusals, counted. Throws as `fetchSecrets` does. */
export async function fetchDenials(
  view: DenialsView,
  signal: AbortSignal | undefined,
): Promise<AuditDenials> {
  const given = Object.entries(view).filter(([, value]) => value !== '') as [string, string][];
  return get(`/audit/denials?${new URLSearchParams(given)}`, signal);
}

/** The newest checkpoints of a log. Throws as `fetchSecrets` does. */
export async function fetchCheckpoints(
  log: string,
  after: string | undefined,
  signal: AbortSignal | undefined,
): Promise<AuditCheckpointList> {
  const query = new URLSearchParams({ limit: '20', ...ofLog(log), ...(after ? { after } : {}) });
  return get(`/audit/checkpoint?${query}`, signal);
}

/** Where a log's checkpoints are posted. Throws as `fetchSecrets` does. */
export async function fetchWebhooks(
  log: string,
  signal: AbortSignal | undefined,
): Promise<CheckpointWebhookList> {
  return get(`/audit/webhooks?${new URLSearchParams(ofLog(log))}`, signal);
}

/** How long texts are kept, and how many are older than `days`. Throws as `fetchSecrets` does. */
export async function fetchPolicy(
  days: number | null,
  signal: AbortSignal | undefined,
): Promise<AuditPolicyView> {
  return get(`/audit/policy${days === null ? '' : `?days=${days}`}`, signal);
}

function ofLog(log: string): Record<string, string> {
  return log === '' ? {} : { log };
}
