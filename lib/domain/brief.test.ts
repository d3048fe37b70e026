import { describe, expect, it } from 'vitest';
import { briefStatus, mayReissue } from './brief';
import type { BriefFacts, BriefRun } from './brief';

const worker = (
  state: 'starting' | 'running' | 'ended',
  exitCode: number | null = null,
  presence: 'alive' | 'unknown' | 'gone' | 'ended' = 'alive',
): BriefRun => ({ acknowledged: false, worker: { state, presence, exitCode } });

const silent: BriefRun = { acknowledged: false, worker: null };

describe('a brief', () => {
  it.each<[string, Partial<BriefFacts>, string, boolean]>([
    ['that nobody took', {}, 'open', true],
    ['whose time is over', { expired: true }, 'expired', false],
    ['that was revoked', { revoked: true }, 'revoked', false],
    ['whose bundle is on its way', { run: worker('starting') }, 'delivered', true],
    [
      'whose bundle arrived',
      { run: { ...worker('starting'), acknowledged: true } },
      'running',
      false,
    ],
    ['that runs', { run: worker('running') }, 'running', false],
    ['that runs on after its time', { run: worker('running'), expired: true }, 'running', false],
    [
      'that runs on though it is revoked',
      { run: worker('running'), revoked: true },
      'running',
      false,
    ],
    [
      'of which nothing is heard for a moment',
      { run: worker('running', null, 'unknown') },
      'running',
      false,
    ],
    ['of which nothing is heard any more', { run: worker('running', null, 'gone') }, 'lost', true],
    ['that was done', { run: worker('ended', 0, 'ended') }, 'succeeded', false],
    ['that went wrong', { run: worker('ended', 3, 'ended') }, 'failed', true],
    ['that was ended by a signal', { run: worker('ended', null, 'ended') }, 'failed', true],
    [
      'that went wrong, too late',
      { run: worker('ended', 3, 'ended'), expired: true },
      'failed',
      false,
    ],
    ['taken by nobody who says so', { run: silent }, 'delivered', true],
    [
      'taken and acknowledged by such',
      { run: { ...silent, acknowledged: true } },
      'delivered',
      false,
    ],
    ['on its way, and revoked', { run: worker('starting'), revoked: true }, 'revoked', false],
  ])('%s', (_, facts, status, reissue) => {
    const whole = { run: null, revoked: false, expired: false, ...facts };
    expect([briefStatus(whole), mayReissue(whole)]).toEqual([status, reissue]);
  });
});
