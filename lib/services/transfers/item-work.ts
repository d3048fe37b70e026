// What the rows of a running transfer share, and what may come of one.

import 'server-only';
import type { TransferRow } from '@/lib/db/transfers/transfers';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { TransferItemState } from '@/lib/domain/transfer';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import type { Ends } from './reach-connector';

export interface ItemWork {
  /** Of whoever started the transfer. */
  readonly ctx: Context;
  readonly at: ScopeReference;
  readonly scope: AuthorizedScope;
  readonly transfer: TransferRow;
  readonly ends: Ends;
}

export interface ItemOutcome {
  /** `planned`: it is tried again. */
  readonly state: TransferItemState;
  readonly code: string | null;
  readonly reason: string | null;
  /** Acts that nothing else has recorded, which commit with the outcome. */
  readonly events?: readonly AuditEvent[];
}

export const DONE: ItemOutcome = { state: 'done', code: null, reason: null };

export const NOT_VERIFIED = 'not_verified';

/** Backends that are slow to show what is new are looked at again; the database is not. */
export function notVerified(state: 'planned' | 'failed'): ItemOutcome {
  return { state, code: NOT_VERIFIED, reason: 'What was written is not what is read there.' };
}

/** Source or target is not as it was planned; nothing more is done about the row. */
export class ChangedSincePlan extends Error {
  constructor(
    readonly code: 'source_changed' | 'target_changed' | 'secret_changed',
    message: string,
  ) {
    super(message);
    this.name = 'ChangedSincePlan';
  }
}

export function sourceChanged(): ChangedSincePlan {
  return new ChangedSincePlan('source_changed', 'Its source has another value since the plan.');
}

export function targetChanged(): ChangedSincePlan {
  return new ChangedSincePlan('target_changed', 'Its target has another value since the plan.');
}

export function secretChanged(): ChangedSincePlan {
  return new ChangedSincePlan(
    'secret_changed',
    'The secret was changed or deleted since the plan.',
  );
}
