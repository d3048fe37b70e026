// What the events of guided rotations say of them.

import 'server-only';
import type { RunRow } from '@/lib/db/rotation-runs/runs';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { KeystowError } from '@/lib/domain/errors';

export function runFacts(row: Pick<RunRow, 'id' | 'title'>, scope: AuthorizedScope) {
  return { rotationRun: { id: row.id, name: row.title }, scope };
}

/** 409 of the rotation itself; `message` names the remedy. */
export function runConflict(code: string, message: string): KeystowError {
  return fieldConflict('', code, message);
}
