// An error at a backend that none foresaw: told as its fault, so that it costs one name and not all.

import 'server-only';
import { unforeseenFault } from '@/lib/backends/sound-answer';
import { BackendFault } from '@/lib/domain/backend';
import type { Installation } from '../context';
import { log } from '../log';

/**
 * The fault that is told; the log has the error, without its words, which may hold what was read. Throws the
 * error itself where nothing was learnt: `stop` was called, or the console is locked.
 */
export function faultOfError(
  installation: Installation,
  stop: AbortSignal,
  error: unknown,
): BackendFault {
  if (error instanceof BackendFault) return error;
  if (stop.aborted || !installation.keys.unlocked) throw error;
  log.warn({ err: error }, 'a backend gave an answer that could not be read');
  return unforeseenFault();
}
