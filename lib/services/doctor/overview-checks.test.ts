import { expect, it } from 'vitest';
import {
  NEW_KEY,
  OLD_KEY,
  sampleKeyOperation,
  sampleKeys,
  sampleNode,
} from '@/lib/testing/sample-keys';
import type { KeyOverview } from '@/lib/contracts/keys';
import { checkMigrations } from './check-migrations';
import { checkOverview } from './check-overview';
import { checkClock } from './check-server';

const NOW = new Date('2026-03-01T00:00:00.000Z');
const WELL: Partial<KeyOverview> = {
  backups: { warnings: [], inForce: OLD_KEY, since: '2026-01-01T00:00:00.000Z', newest: [] },
};

/** What is not well, as `id status`. */
const faults = (more: Partial<KeyOverview>) =>
  checkOverview(sampleKeys({ ...WELL, ...more }), NOW)
    .filter((check) => check.status !== 'ok')
    .map(({ id, status }) => `${id} ${status}`);
const messageOf = (id: string, more: Partial<KeyOverview>) =>
  checkOverview(sampleKeys({ ...WELL, ...more }), NOW).find((check) => check.id === id)!;

it('finds nothing where all is well', () => {
  expect(faults({})).toEqual([]);
});

it('a locked console is a problem that names the key it needs, the one given, and a source that fits', () => {
  const locked = {
    state: 'locked',
    fingerprint: NEW_KEY,
    source: 'KEYSTOW_MASTER_KEY',
    lock: { reason: 'wrong_key', needed: [OLD_KEY], fittingSources: ['config/master.key'] },
  } as const;
  const more = {
    ...locked,
    lock: { ...locked.lock, needed: [OLD_KEY], fittingSources: [...locked.lock.fittingSources] },
  };
  const check = messageOf('master_key', more);
  expect(check.status).toBe('problem');
  expect(check.message).toContain(`needed ${OLD_KEY}, given ${NEW_KEY} from KEYSTOW_MASTER_KEY`);
  expect(check.remedy).toContain('config/master.key');
  expect(faults({ state: 'development' })).toEqual(['master_key warning']);
});

it('an old key, a half-done change and missing backups are warnings', () => {
  const window = {
    days: 180,
    since: '2025-01-01T00:00:00.000Z',
    dueAt: '2025-06-30T00:00:00.000Z',
  };
  expect(faults({ window })).toEqual(['key_age warning']);
  expect(faults({ operation: sampleKeyOperation() })).toEqual(['key_change warning']);
  const [active] = sampleKeys().masterKeys;
  const staged = { ...active!, fingerprint: NEW_KEY, state: 'staged' as const };
  expect(faults({ masterKeys: [active!, staged] })).toEqual(['key_change warning']);
  const { backups } = sampleKeys();
  expect(faults({ backups })).toEqual(['backups warning']);
});

it('nodes on another key are a problem; ones that will find another are a warning', () => {
  expect(faults({ nodes: [sampleNode(OLD_KEY), sampleNode(NEW_KEY)] })).toEqual(['nodes problem']);
  const turning = sampleNode(OLD_KEY, { sourceFingerprint: NEW_KEY });
  expect(faults({ nodes: [turning] })).toEqual(['nodes warning']);
});

it('a shared key is a problem, an older JWT secret a warning', () => {
  const current = { kid: 'abc', sessions: 2 };
  expect(faults({ jwt: { current, previous: null, shared: ['JWT_SECRET'] } })).toEqual([
    'shared_keys problem',
  ]);
  const jwt = { current, previous: { kid: 'old', sessions: 3 }, shared: [] };
  expect(messageOf('jwt_change', { jwt })).toMatchObject({
    status: 'warning',
    message: 'old is still accepted, 3 live sessions need it',
  });
});

it('clocks that are seconds apart are a warning, a minute a problem', () => {
  const at = (clockAheadMs: number) => checkClock({ version: '17.5', clockAheadMs }).status;
  expect([at(200), at(-8_000), at(90_000)]).toEqual(['ok', 'warning', 'problem']);
});

it('pending migrations are a warning, interrupted ones and an unused database problems', () => {
  const at = (more: object) =>
    checkMigrations({ begun: true, pending: [], interrupted: [], ...more }).status;
  expect(at({})).toBe('ok');
  expect(at({ pending: ['20260101_x'] })).toBe('warning');
  expect(at({ pending: ['20260101_x'], interrupted: ['20260101_x'] })).toBe('problem');
  expect(at({ begun: false, pending: ['20260101_x'] })).toBe('problem');
});
