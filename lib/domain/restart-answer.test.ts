import { describe, expect, it } from 'vitest';
import type { HeldChange } from './held-changes';
import { restartInTurn, restartWanted, stateAfter } from './restart-answer';
import type { RestartQuestion } from './restart-answer';

const change = (name: string, cause: HeldChange['cause'] = 'organization'): HeldChange => ({
  name,
  how: 'changed',
  cause,
  from: 1,
  to: 2,
});

const worker: RestartQuestion = { rule: 'platform', ofBrief: false, changes: [], askedBy: null };

describe('a worker is told', () => {
  it.each([
    ['no without a change', {}, 'no'],
    ['now after a change of the platform', { changes: [change('A')] }, 'now'],
    ['due after a change of its app', { changes: [change('A', 'app')] }, 'due'],
    ['now for its app too by the rule', { rule: 'all', changes: [change('A', 'app')] }, 'now'],
    ['due for anything where it never restarts', { rule: 'never', changes: [change('A')] }, 'due'],
    ['now when somebody asked', { askedBy: 'Ada' }, 'now'],
    ['due when somebody asked one that never does', { rule: 'never', askedBy: 'Ada' }, 'due'],
    ['no when it runs a brief', { ofBrief: true, changes: [change('A')], askedBy: 'Ada' }, 'no'],
  ] as const)('%s', (_, question, restart) => {
    expect(restartWanted({ ...worker, ...question }).restart).toBe(restart);
  });

  it('why, with the first names', () => {
    const changes = ['A', 'B', 'C', 'D', 'E'].map((name) => change(name));
    expect(restartWanted({ ...worker, changes }).reason).toBe('A, B, C and 2 more changed.');
    expect(restartWanted({ ...worker, changes, askedBy: 'Ada' }).reason).toBe(
      'Ada asked for a restart.',
    );
  });

  it('to wait while as many are away as may be, and which of them is unhealthy', () => {
    const now = restartWanted({ ...worker, changes: [change('A')] });
    const away = [
      { host: 'web-1', state: 'restarting' },
      { host: 'web-2', state: 'unhealthy' },
    ] as const;
    expect(restartInTurn(now, 3, away)).toBe(now);
    expect(restartInTurn(now, 2, away)).toEqual({
      restart: 'wait',
      reason: 'Waits: the worker on web-2 is unhealthy.',
    });
    const due = restartWanted({ ...worker, changes: [change('A', 'app')] });
    expect(restartInTurn(due, 1, away)).toBe(due);
  });
});

it.each([
  ['running', 'now', 'restarting'],
  ['running', 'wait', 'waiting'],
  ['unhealthy', 'wait', 'unhealthy'],
  ['waiting', 'no', 'running'],
  ['waiting', 'due', 'running'],
  ['starting', 'no', 'starting'],
  ['ended', 'now', 'ended'],
] as const)('one that says %s and is told %s is stored as %s', (said, answer, expected) => {
  expect(stateAfter(said, answer)).toBe(expected);
});
