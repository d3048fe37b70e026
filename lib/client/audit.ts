// Typed reads of the audit log, and the names they are cached under.

import type { AuditList, AuditVerification } from '@/lib/contracts/audit';
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
