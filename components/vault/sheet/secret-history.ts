// What can be done about the past of a secret: server actions, as the vault is given them.

import type { SecretSummary } from '@/lib/contracts/secret';
import type { FormTarget } from '@/components/ui/form';

export interface SecretHistory {
  readonly rollBack: FormTarget<SecretSummary>;
  readonly destroy: FormTarget<unknown>;
  readonly promote: FormTarget<SecretSummary>;
  readonly discard: FormTarget<unknown>;
  readonly restore: FormTarget<SecretSummary>;
}
