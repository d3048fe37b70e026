// The Fernet tokens of this folder's installation, beside a stopped console or one on PostgreSQL.

import { importInstances } from '@/lib/services/instances/import-instances';
import { reencryptAllInstances } from '@/lib/services/instances/reencrypt-instances';
import type { FernetDesk } from '../desks/fernet-desk';
import { asOperator } from './as-operator';

export async function atLocalFernetDesk<T>(work: (desk: FernetDesk) => Promise<T>): Promise<T> {
  return asOperator((ctx) =>
    work({
      import: (input, organization) => importInstances(ctx, input, organization),
      reencrypt: (onBatch, signal) => reencryptAllInstances(ctx, onBatch, signal),
    }),
  );
}
