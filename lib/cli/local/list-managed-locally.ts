// The console's own secrets as a command beside a stopped console finds them.

import type { ManagedSecretList } from '@/lib/contracts/managed-secret';
import { listManagedSecrets } from '@/lib/services/managed/list-managed-secrets';
import { asOperator } from './as-operator';

export async function listManagedLocally(): Promise<ManagedSecretList> {
  return asOperator(listManagedSecrets);
}
