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
    };
