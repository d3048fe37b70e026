import { cleanup, configure, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchRun } from '@/lib/client/rotation-runs';
import { fetchSecrets } from '@/lib/client/api';
import { fetchDestinations } from '@/lib/client/destinations';
import { fetchVersions } from '@/lib/client/history';
import type { RotationRun, RunItem } from '@/lib/contracts/rotation-run';
import { searchReactState } from '@/lib/testing/react-state';
import {
  sampleCheck,
  sampleDestination,
  samplePromotedItem,
  sampleRun,
  sampleRunItem,
  sampleRunWorker,
  sampleTrial,
} from '@/lib/testing/sample-run';
import { sampleSecret } from '@/lib/testing/sample-secret';
import { showRun } from '@/lib/testing/show-run';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 6_000 });
vi.mock('@/lib/client/rotation-runs', async (original) => ({
  ...(await original<object>()),
  fetchRun: vi.fn(),
}));
vi.mock('@/lib/client/api', async (original) => ({
  ...(await original<object>()),
  fetchSecrets: vi.fn(),
}));
vi.mock('@/lib/client/history', async (original) => ({
  ...(await original<object>()),
  fetchVersions: vi.fn(),
}));
vi.mock('@/lib/client/destinations', async (original) => ({
  ...(await original<object>()),
  fetchDestinations: vi.fn(),
}));
vi.mock('next/navigation', async (original) => {
  const { navigationOfWindow } = await import('@/lib/testing/page-of-window');
  return navigationOfWindow(original<object>);
});

beforeEach(() => {
  window.history.replaceState(null, '', '/rotation/runs/rot_1');
  const secret = sampleSecret({ key: 'STRIPE_KEY', version: 3 });
  vi.mocked(fetchSecrets).mockResolvedValue({ items: [secret], keys: [], next: null });
  vi.mocked(fetchVersions).mockResolvedValue({ items: [], next: null });
});

function show(run: RotationRun, locked = false) {
  return showRun(run, (read) => vi.mocked(fetchRun).mockImplementation(read), locked);
}

const NAMED = { run: 'rot_1', key: 'STRIPE_KEY', scope: 'team_1' };
const NOW = Date.now();
const inHours = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString();

describe('a guided rotation', () => {
  it('shows its steps with who does them, what keeps it from closing, and follows by itself', async () => {
    const run = sampleRun({
      gaps: [
        { code: 'no_new_value', key: 'STRIPE_KEY', text: 'STRIPE_KEY has no new value.' },
        { code: 'no_commit', key: null, text: 'No commit is recorded.' },
      ],
    });
    const { facts, user } = show(run);
    const steps = await screen.findByRole('list', { name: 'Steps' });
    const names = within(steps).getAllByRole('button');
    expect(names.map((one) => one.getAttribute('aria-current'))).toEqual([
      'step',
      ...[null, null, null, null],
    ]);
    expect(names[0]!.textContent).toContain('New value');
    expect(names[0]!.textContent).toContain('to do');
    expect(screen.getByText('STRIPE_KEY has no new value.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Evidence' }));
    expect(window.location.search).toBe('?scope=payments&step=evidence');
    expect(await screen.findByRole('heading', { name: 'Record the evidence' })).toBeTruthy();

    facts.now = sampleRun({ gaps: [] });
    expect(
      await screen.findAllByText('Nothing keeps it from closing.', undefined, { timeout: 10_000 }),
    ).toHaveLength(2);
  });

  it('sends a new value once, keeps it out of React, and says what became of it', async () => {
    const { facts, sent, client, user } = show(sampleRun());
    const field = await screen.findByLabelText<HTMLInputElement>('New value of STRIPE_KEY');
    await user.type(field, 'canary-of-a-new-value');
    expect(searchReactState(field, 'canary-of-a-new-value')).toEqual([]);
    expect(screen.getByText(/^Nobody, you included, can read this again/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Seal and stage' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    facts.now = sampleRun({
      step: 'staging',
      items: [samplePromotedItem({ state: 'staged', promotedAt: null, promotedBy: null })],
    });
    const secrets = () => screen.getByRole('list', { name: 'Secrets' }).textContent;
    await waitFor(() => expect(secrets()).toContain('Version 4, fingerprint'));
    expect(sent).toEqual([
      [
        'stage',
        {
          ...NAMED,
          ...{ source: 'text', value: 'canary-of-a-new-value', origin: 'brought', reason: '' },
        },
      ],
    ]);
    expect(
      JSON.stringify(
        client
          .getQueryCache()
          .getAll()
          .map(({ state }) => state.data),
      ),
    ).not.toContain('canary-of-a-new-value');
    await user.click(screen.getByRole('button', { name: /New value/ }));
    await user.click(await screen.findByRole('button', { name: 'Discard…' }));
    await user.click(await screen.findByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(sent.at(-1)).toEqual(['discard', NAMED]));
  });

  it('takes a value that is kept elsewhere once its backend has a newer one', async () => {
    const item = sampleRunItem({ backend: 'aws_secrets_manager', currentVersion: 5 });
    const { sent, user } = show(sampleRun({ items: [item] }));
    await user.click(await screen.findByRole('button', { name: 'Take version 5 as the new one' }));
    await waitFor(() => expect(sent).toEqual([['adopt', NAMED]]));
    expect(screen.queryByLabelText('New value of STRIPE_KEY')).toBeNull();
  });

  it('gives the commands of staging, tries a value by its check, and takes what was seen', async () => {
    const item = samplePromotedItem({
      ...{ state: 'staged', promotedAt: null, promotedBy: null },
      workers: [
        sampleRunWorker('staging-1'),
        sampleRunWorker('web-1', { version: 3, newest: false }),
        sampleRunWorker('web-2', { version: 3, newest: false }),
      ],
      counts: { workers: 3, stale: 0 },
      check: sampleCheck(),
    });
    const { sent, user } = show(sampleRun({ step: 'staging', items: [item] }));
    expect(
      await screen.findByText(/^keystow run --app payments\.production\.api --stage -- /),
    ).toBeTruthy();
    expect(screen.getByText('1 of 3 hold the new value')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try the new value' }));
    await waitFor(() => expect(sent).toEqual([['tryValue', { ...NAMED, side: 'new' }]]));
    await user.type(screen.getByLabelText(/^What was verified/), 'signed in');
    await user.click(screen.getByRole('button', { name: 'Login and token behaviour verified' }));
    const done = { run: 'rot_1', step: 'staging', note: 'signed in' };
    await waitFor(() => expect(sent.at(-1)).toEqual(['stepDone', done]));
  });

  it('stays with the workers that hold the old value after promoting, and leads on from there', async () => {
    const staged = { state: 'staged', promotedAt: null, promotedBy: null } as const;
    const { facts, user } = show(
      sampleRun({ step: 'production', items: [samplePromotedItem(staged)] }),
    );
    const promote = await screen.findByRole('button', { name: 'Promote the new value' });
    const workers = [sampleRunWorker('web-1', { version: 3, newest: false })];
    facts.now = sampleRun({
      ...{
        step: 'revocation',
        items: [samplePromotedItem({ workers, counts: { workers: 1, stale: 1 } })],
      },
      steps: sampleRun().steps.map((one) =>
        one.kind === 'production' ? { ...one, state: 'done' as const } : one,
      ),
    });
    await user.click(promote);
    expect(await screen.findByText(/Waits for 1 worker to take the new value/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next: Revocation' }));
    expect(await screen.findByRole('heading', { name: 'Revoke the old values' })).toBeTruthy();
  });

  it('sets a check where there is none, and tries the value by it then', async () => {
    const staged = { state: 'staged', promotedAt: null, promotedBy: null } as const;
    const withCheck = (check: RunItem['check']) =>
      sampleRun({ step: 'staging', items: [samplePromotedItem({ ...staged, check })] });
    vi.mocked(fetchDestinations).mockResolvedValue({ items: [sampleDestination()], next: null });
    const { facts, sent, user } = show(withCheck(null));
    await user.click(await screen.findByRole('button', { name: 'Set a check…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Check of STRIPE_KEY' }));
    facts.now = withCheck(sampleCheck());
    await user.click(await dialog.findByRole('button', { name: 'Set check' }));
    expect(await screen.findByRole('button', { name: 'Try the new value' })).toBeTruthy();
    const { run: _run, ...named } = NAMED;
    expect(sent).toMatchObject([['setCheck', { ...named, destination: 'dst_1', path: '/' }]]);
    cleanup();
    show({ ...withCheck(null), may: { run: true, write: false, sign: false } });
    expect(await screen.findByText(/^It has no check/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Set a check…' })).toBeNull();
  });

  it('follows every worker after promotion, asks the stale ones to restart, and rolls back with a reason', async () => {
    const stale = sampleRunWorker('web-2', { version: 3, newest: false });
    const item = samplePromotedItem({
      ...{ workers: [sampleRunWorker('web-1'), stale], counts: { workers: 2, stale: 1 } },
    });
    const run = sampleRun({ step: 'production', items: [item], overlapEndsAt: inHours(30) });
    const { facts, sent, user } = show(run);
    expect(await screen.findByText('1 of 2 hold the new value')).toBeTruthy();
    const hosts = screen.getByRole('list', { name: /hold another value of STRIPE_KEY/ });
    expect(hosts.textContent).toContain('web-2');
    expect(hosts.textContent).toContain('holds version 3, runs');
    expect(screen.getByText(/^old value to be revoked/).textContent).toContain('in 1 day');
    await user.click(screen.getByRole('button', { name: 'Ask 1 worker to restart' }));
    const asked = { app: 'payments.production.api', workers: 'wrk_web-2' };
    await waitFor(() => expect(sent).toEqual([['askRestart', asked]]));

    await user.click(screen.getByRole('button', { name: 'Roll back…' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    await user.type(dialog.getByLabelText(/^Reason/), 'the provider refuses it');
    await user.click(dialog.getByRole('button', { name: 'Roll back' }));
    const back = { run: 'rot_1', reason: 'the provider refuses it' };
    await waitFor(() => expect(sent.at(-1)).toEqual(['rollBack', back]));

    facts.now = sampleRun({
      step: 'revocation',
      items: [samplePromotedItem({ revokedAt: inHours(0), revokedBy: 'ada' })],
    });
    window.history.replaceState(null, '', '/rotation/runs/rot_1?step=production');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Roll back…' })).toBeNull(), {
      timeout: 10_000,
    });
  });

  it('names who still holds the old value before it is recorded as revoked', async () => {
    const stale = sampleRunWorker('web-2', { version: 3, newest: false });
    const item = samplePromotedItem({
      ...{ workers: [stale], counts: { workers: 1, stale: 1 } },
      trials: { new: null, old: sampleTrial({ side: 'old', version: 3, outcome: 'works' }) },
    });
    const { sent, user } = show(
      sampleRun({ step: 'revocation', items: [item], overlapEndsAt: inHours(30) }),
    );
    expect(await screen.findByText('The old value (version 3) works')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'I revoked it at its issuer…' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(dialog.getByText(/^1 worker still holds it and will fail: web-2/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'It is revoked, early' }));
    await waitFor(() => expect(sent).toEqual([['revoke', { ...NAMED, early: 'on' }]]));
  });
});
