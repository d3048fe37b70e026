// Every audit log of this folder's installation, verified.

import { verifyEveryLog } from '@/lib/services/audit/verify-log';
import { asOperator } from './as-operator';

export async function verifyLogsHere() {
  return asOperator(({ installation }) => verifyEveryLog(installation));
}
