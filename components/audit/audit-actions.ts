// What the audit page can change, as server actions.

import type { AuditPolicyView } from '@/lib/contracts/audit-policy';
import type { CheckpointWebhookView } from '@/lib/contracts/checkpoint-webhook';
import type { FormTarget } from '@/components/ui/form';

export interface AuditActions {
  readonly addWebhook: FormTarget<CheckpointWebhookView>;
  readonly removeWebhook: FormTarget<unknown>;
  readonly postWebhook: FormTarget<CheckpointWebhookView>;
  readonly setRetention: FormTarget<AuditPolicyView>;
}
