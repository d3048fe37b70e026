import { describe, expect, it } from 'vitest';
import {
  NEW_KEY,
  OLD_KEY,
  sampleKeyOperation as operation,
  sampleNode as node,
} from '@/lib/testing/sample-keys';
import { rollBackWords } from './roll-back-words';
import { currentStep, rotationSteps } from './rotation-steps';

const REENCRYPTION = {
  total: 10,
  remaining: 0,
  unreadable: 0,
  paused: false,
  retired: false,
  runners: null,
  keys: [],
};
const now = (...given: Parameters<typeof rotationSteps>) => currentStep(rotationSteps(...given));

describe('the steps of a change of keys', () => {
  it('follow what is stored, so that a reload shows the same one', () => {
    const to = NEW_KEY;
    const done = { master: 'finished', to } as const;
    expect(now(operation(), [])).toBe('new-key');
    expect(now(operation({ master: 'staged', to }), [])).toBe('deploy');
    expect(now(operation({ master: 'promoted', to }), [node(OLD_KEY)])).toBe('verify');
    expect(now(operation({ master: 'promoted', to }), [node(NEW_KEY)])).toBe('finish');
    expect(now(operation(done), [])).toBe('change-root');
    const left = { ...REENCRYPTION, remaining: 1 };
    expect(now(operation({ ...done, reencryption: left }), [])).toBe('re-encrypt');
    expect(now(operation({ ...done, reencryption: REENCRYPTION }), [])).toBe('retire');
    expect(now(operation({ depths: [2] }), [])).toBe('change-root');
  });

  it('do not go on while a node would start with another key, or values do not open', () => {
    const promoted = operation({ master: 'promoted', to: NEW_KEY });
    const behind = node(NEW_KEY, { sourceFingerprint: OLD_KEY });
    expect(now(promoted, [node(NEW_KEY), behind])).toBe('verify');
    const reencryption = { ...REENCRYPTION, unreadable: 2 };
    expect(now(operation({ master: 'finished', reencryption }), [])).toBe('re-encrypt');
  });

  it('say who did what when, and which were not done when the change ended', () => {
    const staged = { action: 'master_key.staged', at: '', by: 'ada', number: '7' };
    const steps = rotationSteps(operation({ state: 'rolled_back', steps: [staged] }), []);
    expect(steps.map(({ state }) => state)).toEqual([
      'done',
      ...Array.from({ length: 6 }, () => 'skipped'),
      'done',
    ]);
    expect(steps[0]?.done).toBe(staged);
    expect(currentStep(steps)).toBe('record');
  });

  it('lead back to the old key after it was put in force again', () => {
    const back = operation({ master: 'promoted', to: OLD_KEY });
    expect(rotationSteps(back, [node(NEW_KEY)]).map(({ title }) => title)).toContain(
      'Retire the new master key',
    );
    expect(now(back, [node(NEW_KEY)])).toBe('verify');
    expect(now(back, [node(OLD_KEY)])).toBe('finish');
  });
});

describe('rolling back', () => {
  it('says what it does at each point, and is not offered where there is no way back', () => {
    const words = (more: Parameters<typeof operation>[0]) => rollBackWords(operation(more))?.title;
    expect(words({})).toBe('End this without a change?');
    expect(words({ master: 'staged', to: NEW_KEY })).toBe('Drop the staged key?');
    expect(words({ master: 'promoted', to: NEW_KEY })).toBe('Put the old key in force again?');
    expect(words({ master: 'finished', to: NEW_KEY })).toBe('End here, without re-encryption?');
    expect(words({ master: 'promoted', to: OLD_KEY })).toBeUndefined();
    expect(words({ reencryption: REENCRYPTION })).toBeUndefined();
    expect(words({ state: 'finished' })).toBeUndefined();
  });
});
