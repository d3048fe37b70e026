// Everything the doctor reads out of the state of the keys, its own or that of a running console.

import 'server-only';
import type { KeyOverview } from '@/lib/contracts/keys';
import type { DoctorCheck } from '@/lib/domain/doctor-check';
import { checkBackups } from './check-backups';
import { checkJwtChange } from './check-jwt-change';
import { checkKeyAge } from './check-key-age';
import { checkKeyChange } from './check-key-change';
import { checkMasterKey } from './check-master-key';
import { checkNodes } from './check-nodes';
import { checkSharedKeys } from './check-shared-keys';

export function checkOverview(keys: KeyOverview, now: Date): DoctorCheck[] {
  return [
    checkMasterKey(keys),
    checkKeyAge(keys.window, now),
    checkKeyChange(keys),
    checkNodes(keys),
    checkSharedKeys(keys.jwt),
    checkJwtChange(keys.jwt),
    checkBackups(keys.backups),
  ].filter((check) => check !== null);
}
