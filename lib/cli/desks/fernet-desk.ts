// What the fernet commands do, wherever they work.

import type {
  ImportedInstances,
  ImportInstancesInput,
  ReencryptedInstances,
} from '@/lib/contracts/instance';

export interface FernetDesk {
  /** `organization` is a slug, for an installation that has several. */
  import(input: ImportInstancesInput, organization?: string): Promise<ImportedInstances>;
  /** Until nothing is left to be moved or `signal` aborts; told after each batch. */
  reencrypt(onBatch: (batch: ReencryptedInstances) => void, signal: AbortSignal): Promise<void>;
}
