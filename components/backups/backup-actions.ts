import type { BackupPolicy, RestoreDrill } from '@/lib/contracts/backup';
import type { FormTarget } from '@/components/ui/form';

/** What may be done with backups, as forms send it. */
export interface BackupActions {
  readonly take: FormTarget<{ readonly file: string; readonly needs: string }>;
  readonly verify: FormTarget<{ readonly fault: string | null }>;
  readonly drill: FormTarget<RestoreDrill>;
  readonly changePolicy: FormTarget<BackupPolicy>;
}
