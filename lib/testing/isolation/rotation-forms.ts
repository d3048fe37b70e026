// The server actions of rotation as forms about somebody else's secrets: windows, reminders, guided rotations.

import { as, type ActionForm } from './action-form';
import type { Target } from './target';
import { NO_DESTINATION } from './verification-calls';

const NO_HOOK = 'rhk_01h2xcejqtf2nbrexx3vqjhp41';
const NO_REMINDER = 'rem_01h2xcejqtf2nbrexx3vqjhp41';
const NO_RUN = 'rot_01h2xcejqtf2nbrexx3vqjhp41';
const NO_WINDOW = 'win_01h2xcejqtf2nbrexx3vqjhp41';

/** By the name of the action. */
export function rotationForms(target: Target): Readonly<Record<string, ActionForm>> {
  const { app, team, secretKey: key } = target;
  const scope = app.id;
  const run = target.runId ?? NO_RUN;
  const ofRun = { run, key, scope: team.id };
  const ofCheck = { scope: team.id, key };
  const destination = target.destinationId ?? NO_DESTINATION;
  const value = 'canary-of-a-stranger';
  return {
    setRotationWindowAction: as('setAppRotationWindow', { scope, key, days: '1' }),
    signRotationWindowAction: as('signAppRotationWindow', { scope, id: NO_WINDOW }),
    endRotationWindowAction: as('endAppRotationWindow', { scope, id: NO_WINDOW }),
    snoozeRotationAction: as('snoozeAppSecret', { scope, key, reason: 'x', days: '1' }),
    endSnoozeAction: as('endAppSecretSnooze', { scope, key }),
    startRunAction: as('startRotationRun', { secrets: `${team.path}.${key}` }),
    stageRunValueAction: as('stageRotationValue', { ...ofRun, value }),
    adoptRunValueAction: as('adoptRotationValue', ofRun),
    discardRunValueAction: as('discardRotationValue', ofRun),
    markStepDoneAction: as('markRotationStepDone', { run, step: 'staging', note: 'x' }),
    assignStepAction: as('assignRotationStep', { run, step: 'staging' }),
    promoteRunAction: as('promoteRotationRun', { run }),
    rollBackRunAction: as('rollBackRotationRun', { run, reason: 'x' }),
    revokeOldValueAction: as('revokeRotationValue', ofRun),
    tryRunValueAction: as('tryRotationValue', { ...ofRun, side: 'new' }),
    askDestinationAction: as('askDestination', {
      ...{ scope: team.id, origin: 'https://stranger.invalid', names: '*', reason: 'x' },
    }),
    approveDestinationAction: as('approveDestination', { destination }),
    endDestinationAction: as('endDestination', { destination }),
    setCheckAction: as('setTeamVerificationCheck', { ...ofCheck, destination, path: '/' }),
    removeCheckAction: as('removeTeamVerificationCheck', ofCheck),
    addRunEvidenceAction: as('addRotationEvidence', { run, kind: 'note', text: 'x' }),
    askRunExceptionAction: as('askRotationException', { run, reason: 'x' }),
    signRunExceptionAction: as('signRotationException', { run, askedAt: '2026-01-01T00:00:00Z' }),
    closeRunAction: as('closeRotationRun', { run }),
    abandonRunAction: as('abandonRotationRun', { run, reason: 'x' }),
    createReminderHookAction: as('createAppReminderHook', {
      scope,
      url: 'https://receiver.invalid/',
    }),
    testReminderHookAction: as('testAppReminderHook', { scope, id: NO_HOOK }),
    deleteReminderHookAction: as('deleteAppReminderHook', { scope, id: NO_HOOK }),
    retryReminderAction: as('retryAppReminder', { scope, id: NO_REMINDER }),
  };
}
