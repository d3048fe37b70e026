import { describe, expect, it } from 'vitest';
import { closingGaps, itemState } from './rotation-run';
import type { ClosingFacts, ClosingItem } from './rotation-run';

const at = (minute: number) => new Date(Date.UTC(2026, 1, 28, 12, minute));

/** All that there is to do was done. */
const ITEM: ClosingItem = {
  secretId: 'one',
  state: 'revoked',
  promoted: true,
  hasOld: true,
  revokedAt: at(10),
  stale: 0,
  triedNew: { outcome: 'works', at: at(1) },
  triedOld: { outcome: 'refused', at: at(11) },
};

function gapsOf(item: Partial<ClosingItem>, facts: Partial<ClosingFacts> = {}) {
  const whole: ClosingFacts = {
    items: [{ ...ITEM, ...item }],
    stagingDone: true,
    leak: false,
    evidence: ['commit', 'deployment'],
    ...facts,
  };
  return closingGaps(whole).map(({ code }) => code);
}

describe('a guided rotation', () => {
  it('has no gap once everything was done and shown', () => {
    expect(gapsOf({})).toEqual([]);
  });

  it('has one while the old value works, was not tried since it was revoked, or was not revoked', () => {
    expect(gapsOf({ triedOld: { outcome: 'works', at: at(11) } })).toEqual(['old_works']);
    expect(gapsOf({ triedOld: { outcome: 'refused', at: at(9) } })).toEqual(['old_not_tried']);
    expect(gapsOf({ triedOld: { outcome: 'unclear', at: at(11) } })).toEqual(['old_not_tried']);
    expect(gapsOf({ triedOld: null })).toEqual(['old_not_tried']);
    expect(gapsOf({ revokedAt: null, state: 'current' })).toEqual(['not_revoked']);
    expect(gapsOf({ hasOld: false, revokedAt: null, triedOld: null })).toEqual([]);
  });

  it('has one while the new value was refused, or nothing shows that it works', () => {
    expect(gapsOf({ triedNew: { outcome: 'refused', at: at(1) } })).toEqual([
      ...['new_refused', 'no_verification'],
    ]);
    expect(gapsOf({ triedNew: null })).toEqual(['new_not_tried', 'no_verification']);
    const said = { evidence: ['commit', 'deployment', 'verification'] } as const;
    expect(gapsOf({ triedNew: null }, said)).toEqual(['new_not_tried']);
  });

  it('has one for workers with another version, for a value in its place, and for what is gone', () => {
    expect(gapsOf({ stale: 1 })).toEqual(['stale_workers']);
    expect(gapsOf({ state: 'superseded' })).toEqual(['superseded']);
    expect(gapsOf({ state: 'gone' })).toEqual(['secret_gone']);
    expect(gapsOf({ state: 'gone', promoted: false })).toEqual(['secret_gone', 'not_promoted']);
  });

  it('is about nothing else of a secret that has no new value, or none that is current', () => {
    const empty = { state: 'empty', promoted: false, triedNew: null, triedOld: null } as const;
    expect(gapsOf(empty)).toEqual(['no_new_value', 'no_verification']);
    expect(gapsOf({ state: 'staged', promoted: false })).toEqual(['not_promoted']);
  });

  it('needs staging and evidence, each secret for itself; one of a leak needs no staging', () => {
    expect(gapsOf({}, { stagingDone: false, evidence: [] })).toEqual([
      ...['staging_open', 'no_commit', 'no_deployment'],
    ]);
    expect(gapsOf({}, { stagingDone: false, leak: true })).toEqual([]);
    const two = [ITEM, { ...ITEM, secretId: 'two', stale: 2 }];
    const facts = { stagingDone: true, leak: false, evidence: ['commit', 'deployment'] } as const;
    expect(closingGaps({ items: two, ...facts })).toEqual([
      { code: 'stale_workers', secretId: 'two' },
    ]);
  });
});

describe('a secret of a guided rotation', () => {
  const item = {
    newVersion: 2,
    promotedAt: at(1),
    revokedAt: null,
    gone: false,
    currentVersion: 2,
  };

  it('is told from where its versions stand', () => {
    expect(itemState(item)).toBe('current');
    expect(itemState({ ...item, revokedAt: at(2) })).toBe('revoked');
    expect(itemState({ ...item, promotedAt: null, currentVersion: 1 })).toBe('staged');
    expect(itemState({ ...item, newVersion: null, promotedAt: null })).toBe('empty');
    expect(itemState({ ...item, currentVersion: 3 })).toBe('superseded');
    expect(itemState({ ...item, gone: true })).toBe('gone');
  });
});
