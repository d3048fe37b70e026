// The recorded acts around an audit log itself.

export type AuditPolicyEvent =
  | {
      action: 'audit.retention_changed';
      /** Null: texts are kept for ever. */
      retentionDays: number | null;
      was: number | null;
    }
  | {
      /** Always from 1: so the newest one lists all that is gone. */
      action: 'audit.retention_applied';
      from: '1';
      to: string;
      days: number;
    }
  | {
      /** Checkpoints of this log are posted there from now on, or no longer; the host alone is told. */
      action: 'checkpoint_webhook.added' | 'checkpoint_webhook.removed';
      host: string;
    }
  | {
      /** The first of some failures in a row. */
      action: 'checkpoint_webhook.failing';
      host: string;
      failure: string;
    }
  | {
      action: 'checkpoint_webhook.recovered';
      host: string;
      /** How often it had failed in a row. */
      failures: number;
    };
