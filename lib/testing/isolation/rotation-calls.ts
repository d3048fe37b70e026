// What the operations of rotations and of leak cases are sent by somebody else.

import { OF_LEAKS, OF_ROTATION_RUNS } from './operation-bodies';
import type { Target } from './target';

/** Of rotation windows, guided rotations, and of what is put off. */
export function rotationCall(operationId: string, { team, secretKey }: Target) {
  if (operationId in OF_ROTATION_RUNS) return { call: { body: OF_ROTATION_RUNS[operationId] } };
  const key = secretKey;
  if (operationId === 'startRotationRun') {
    return { call: { body: { secrets: [{ scope: team.id, key }] } } };
  }
  if (operationId === 'stageRotationValue') {
    return { call: { body: { key, value: 'canary-of-a-stranger' } } };
  }
  if (/^(adopt|discard|revoke)RotationValue$/.test(operationId)) return { call: { body: { key } } };
  if (['listRotation', 'listRotationRuns', 'readRotationOutlook'].includes(operationId)) {
    return { query: `?scope=${team.id}` };
  }
  if (operationId === 'exportPeriodEvidence') {
    return { query: `?scope=${team.id}&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z` };
  }
  if (/^create\w+ReminderHook$/.test(operationId)) {
    return { call: { body: { url: 'https://receiver.invalid/' } } };
  }
  if (/^snooze/.test(operationId)) return { call: { body: { reason: 'of a stranger', days: 1 } } };
  return /^set\w+RotationWindow$/.test(operationId) ? { call: { body: { days: 1 } } } : null;
}

export function leakCall(operationId: string, { team, secretKey: key }: Target) {
  if (operationId in OF_LEAKS) return { call: { body: OF_LEAKS[operationId] } };
  if (operationId === 'openLeakCase') {
    return { call: { body: { secret: { scope: team.id, key }, whereFound: 'of a stranger' } } };
  }
  return operationId === 'listLeakCases' ? { query: `?scope=${team.id}` } : null;
}
