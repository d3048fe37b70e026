import { describe, expect, it } from 'vitest';
import { itemState } from './rotation-run';
import { closingGaps } from './rotation-run-closing';
import type { ClosingFacts, ClosingItem, ClosingTrial } from './rotation-run-closing';

const at = (minute: number) => new Date(Date.UTC(2026, 1, 28, 12, minute));

const trial = (
  outcome: ClosingTrial['outcome'],
  minute: number,
  way = 'GET /me',
  via: ClosingTrial['via'] = 'console',
) => ({ outcome, at: at(minute), way, via });

/** All that there is to do was done. */
const ITEM: ClosingItem = {
  secretId: 'one',
  state: 'revoked',
  promoted: true,
  hasOld: true,
  revokedAt: at(10),
  stale: 0,
  triedNew: [trial('works', 12)],
  triedOld: [trial('refused', 11)],
  triedExposed: [],
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
    expect(gapsOf({ triedOld: [trial('works', 11)] })).toEqual(['old_works']);
    expect(gapsOf({ triedOld: [trial('refused', 9)] })).toEqual(['old_not_tried']);
    expect(gapsOf({ triedOld: [trial('unclear', 11)] })).toEqual(['old_not_tried']);
    expect(gapsOf({ triedOld: [] })).toEqual(['old_not_tried']);
    expect(gapsOf({ revokedAt: null, state: 'current' })).toEqual(['not_revoked']);
    expect(gapsOf({ hasOld: false, revokedAt: null, triedOld: [] })).toEqual([]);
  });

  it('has one while old and new were not told apart in one and the same way since the revocation', () => {
    const { triedNew } = ITEM;
    const elsewhere = trial('refused', 13, 'GET /nobody');
    expect(gapsOf({ triedOld: [elsewhere] })).toEqual(['old_tried_otherwise']);
    expect(gapsOf({ triedOld: [elsewhere, trial('refused', 11)] })).toEqual([]);
    expect(gapsOf({ triedOld: [elsewhere, trial('refused', 9)] })).toEqual(['old_tried_otherwise']);
    expect(gapsOf({ triedNew: [trial('works', 9)] })).toEqual(['new_not_tried_since']);
    const both = [trial('works', 14, 'GET /nobody'), ...triedNew];
    expect(gapsOf({ triedNew: both, triedOld: [elsewhere] })).toEqual([]);
  });

  it('has one while the console saw the old value work, or the new one refused, whatever a runner says', () => {
    const refused = trial('refused', 15, 'runner', 'runner');
    const works = trial('works', 14, 'runner', 'runner');
    const seen = { triedOld: [refused, trial('works', 13)], triedNew: [works, ...ITEM.triedNew] };
    expect(gapsOf(seen)).toEqual(['old_works']);
    expect(gapsOf({ ...seen, triedOld: [refused, trial('refused', 13)] })).toEqual([]);
    expect(gapsOf({ triedNew: [works, trial('refused', 13)] })).toEqual([
      ...['new_refused', 'old_tried_otherwise'],
    ]);
  });

  it('has one while the new value worked long before the old one was refused', () => {
    const late = [trial('refused', 30)];
    expect(gapsOf({ triedOld: late })).toEqual(['old_tried_otherwise']);
    expect(gapsOf({ triedOld: late, triedNew: [trial('works', 21)] })).toEqual([]);
    expect(gapsOf({ triedOld: late, triedNew: [trial('works', 40)] })).toEqual([]);
  });

  it('has one while another value that leaked works, or was not refused since the revocation', () => {
    const refused = [trial('refused', 11)];
    expect(gapsOf({ triedExposed: [refused, refused] })).toEqual([]);
    expect(gapsOf({ triedExposed: [refused, []] })).toEqual(['exposed_not_tried']);
    expect(gapsOf({ triedExposed: [[trial('refused', 9)]] })).toEqual(['exposed_not_tried']);
    expect(gapsOf({ triedExposed: [[trial('refused', 11, 'x')]] })).toEqual(['exposed_not_tried']);
    expect(gapsOf({ triedExposed: [[trial('works', 11)], []] })).toEqual([
      ...['exposed_not_tried', 'exposed_works'],
    ]);
  });

  it('has one while the new value was refused, or nothing shows that it works', () => {
    expect(gapsOf({ triedNew: [trial('refused', 12)] })).toEqual([
      ...['new_refused', 'no_verification'],
    ]);
    expect(gapsOf({ triedNew: [] })).toEqual(['new_not_tried', 'no_verification']);
    const said = { evidence: ['commit', 'deployment', 'verification'] } as const;
    expect(gapsOf({ triedNew: [] }, said)).toEqual(['new_not_tried']);
  });

  it('has one for workers with another version, for a value in its place, and for what is gone', () => {
    expect(gapsOf({ stale: 1 })).toEqual(['stale_workers']);
    expect(gapsOf({ state: 'superseded' })).toEqual(['superseded']);
    expect(gapsOf({ state: 'gone' })).toEqual(['secret_gone']);
    expect(gapsOf({ state: 'gone', promoted: false })).toEqual(['secret_gone', 'not_promoted']);
  });

  it('is about nothing else of a secret that has no new value, or none that is current', () => {
    const empty = { state: 'empty', promoted: false, triedNew: [], triedOld: [] } as const;
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
