// Why a restart failed while the old child goes on, as a fixed code for the board.

import { DeliveryRefused } from '@/lib/crypto/delivery-refused';
import { explainError } from '../explain-error';

/** Ours for what has no place in memory, whose own code speaks of a folder. */
const FILES = 'no_memory_folder';

/** Small letters and underscores; quotes nothing of what was delivered. */
export function restartFailure(error: unknown): string {
  if (error instanceof DeliveryRefused) return 'delivery_refused';
  const { code } = explainError(error);
  if (code === FILES) return 'files';
  return /^[a-z_]{1,40}$/.test(code) ? code : 'refused';
}
