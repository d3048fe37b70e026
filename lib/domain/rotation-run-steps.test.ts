import { expect, it } from 'vitest';
import { firstOpenStep, stepStates } from './rotation-run-steps';
import type { StepFacts, StepItem } from './rotation-run-steps';

const EMPTY: StepItem = { newVersion: null, oldVersion: 1, promoted: false, revoked: false };
const STAGED = { ...EMPTY, newVersion: 2 };
const PROMOTED = { ...STAGED, promoted: true };
const REVOKED = { ...PROMOTED, revoked: true };

function states(item: StepItem, facts: Partial<StepFacts> = {}) {
  const base = { state: 'open', stagingDone: false, leak: false, waits: false } as const;
  const all = stepStates({ ...base, items: [item], ...facts });
  return [Object.values(all).join(' '), firstOpenStep(facts.state ?? 'open', all)];
}

it('a rotation goes from value to evidence, one step after the other', () => {
  expect(states(EMPTY)).toEqual(['open later later later later', 'value']);
  expect(states(STAGED)).toEqual(['done open later later later', 'staging']);
  const staged = { stagingDone: true };
  expect(states(STAGED, staged)).toEqual(['done done open later later', 'production']);
  expect(states(PROMOTED, { ...staged, waits: true })).toEqual([
    ...['done done done waits open', 'revocation'],
  ]);
  expect(states(PROMOTED, staged)).toEqual(['done done done open open', 'revocation']);
  expect(states(REVOKED, staged)).toEqual(['done done done done open', 'evidence']);
});

it('every secret counts, and one without an old value has none to revoke', () => {
  const staged = { stagingDone: true };
  const both = { ...staged, items: [REVOKED, PROMOTED] };
  expect(states(REVOKED, both)).toEqual(['done done done open open', 'revocation']);
  expect(states({ ...PROMOTED, oldVersion: null }, staged)[1]).toBe('evidence');
  expect(states(STAGED, { ...staged, items: [STAGED, EMPTY] })[1]).toBe('value');
});

it('a rotation of a leak needs no staging and may revoke first', () => {
  expect(states(EMPTY, { leak: true })).toEqual(['open done later open later', 'value']);
  const first = { ...EMPTY, revoked: true };
  expect(states(first, { leak: true })).toEqual(['open done later done later', 'value']);
});

it('one that has ended has no step to work on', () => {
  expect(states(REVOKED, { stagingDone: true, state: 'closed' })).toEqual([
    ...['done done done done done', null],
  ]);
  expect(states(STAGED, { state: 'abandoned' })).toEqual(['done later later later later', null]);
});
