// The recorded acts around reminders.

import type { ReminderStage } from './reminder';
import type { ScopeKind } from './scope';

interface HookFacts {
  /** Named by the host of its address. */
  readonly reminderHook: { readonly id: string; readonly name: string };
  readonly scope: { readonly kind: ScopeKind; readonly id: string; readonly path: string };
}

export type ReminderEvent =
  | ({ action: 'reminder_hook.created' } & HookFacts)
  | ({ action: 'reminder_hook.deleted' } & HookFacts)
  | ({
      action: 'reminder_hook.tested';
      /** Null where it was taken. */
      failure: string | null;
    } & HookFacts)
  | ({
      /** Its signing secret did not open when keys were renewed or lost: it was removed. */
      action: 'reminder_hook.unreadable';
    } & HookFacts)
  | {
      /** A week overdue: those who manage the scope were told. */
      action: 'rotation.escalated';
      secret: { readonly id: string; readonly name: string };
      scope: { readonly kind: ScopeKind; readonly id: string; readonly path: string };
      version: number;
      /** Webhooks and people together. */
      receivers: number;
    }
  | {
      /** What was given up is posted or mailed anew. */
      action: 'rotation.reminder_retried';
      secret: { readonly id: string; readonly name: string };
      scope: { readonly kind: ScopeKind; readonly id: string; readonly path: string };
      version: number;
      stage: ReminderStage;
      /** To whom: one of both is there. */
      reminderHook?: { readonly id: string; readonly name: string };
      user?: { readonly id: string; readonly name: string };
    };
