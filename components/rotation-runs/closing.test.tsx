import { cleanup, configure, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchRun } from '@/lib/client/rotation-runs';
import { fetchOwners } from '@/lib/client/owners';
import type { RotationRun, RunGap } from '@/lib/contracts/rotation-run';
import { samplePromotedItem, sampleRun, sampleTrial } from '@/lib/testing/sample-run';
import { showRun } from '@/lib/testing/show-run';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 6_000 });
vi.mock('@/lib/client/rotation-runs', async (original) => ({
  ...(await original<object>()),
  fetchRun: vi.fn(),
}));
vi.mock('@/lib/client/owners', () => ({ fetchOwners: vi.fn() }));
vi.mock('next/navigation', async (original) => {
  const { navigationOfWindow } = await import('@/lib/testing/page-of-window');
  return navigationOfWindow(original<object>);
});

beforeEach(() => window.history.replaceState(null, '', '/rotation/runs/rot_1'));

function show(run: RotationRun, locked = false) {
  return showRun(run, (read) => vi.mocked(fetchRun).mockImplementation(read), locked);
}

const STALE: RunGap = {
  ...{ code: 'stale_workers' as const, key: 'STRIPE_KEY' },
  text: '1 worker still holds another value of STRIPE_KEY.',
};
const EVIDENCE = { addedAt: '2026-11-20T10:00:00.000Z', addedBy: 'ada@acme.example' };
const last = (fields: Partial<RotationRun>) =>
  sampleRun({ step: 'evidence', items: [samplePromotedItem()], ...fields });

describe('the end of a rotation', () => {
  it('records evidence, what is missing first, and makes a link of nothing but a link', async () => {
    const link = 'https://git.example/acme/api/commit/9f3c';
    const { sent, user } = show(
      last({
        evidence: [
          { id: 'evd_1', kind: 'commit', text: link, ...EVIDENCE },
          { id: 'evd_2', kind: 'note', text: 'javascript:alert(1)', ...EVIDENCE },
        ],
      }),
    );
    const found = await screen.findByRole('link', { name: link });
    expect(found.getAttribute('href')).toBe(link);
    expect(screen.queryByRole('link', { name: /javascript/ })).toBeNull();
    expect(screen.getByLabelText<HTMLSelectElement>('What it is').value).toBe('deployment');
    await user.type(screen.getByLabelText('Text or link'), 'rolled out at noon');
    await user.click(screen.getByRole('button', { name: 'Record' }));
    const form = { run: 'rot_1', kind: 'deployment', text: 'rolled out at noon' };
    await waitFor(() => expect(sent).toEqual([['addEvidence', form]]));
  });

  it('closes with proof where nothing is missing, and shows what is left to print and download', async () => {
    const { facts, sent, container, user } = show(last({ gaps: [] }));
    const close = await screen.findByRole('button', { name: 'Close with proof' });
    expect(screen.queryByRole('button', { name: /exception/ })).toBeNull();
    const old = sampleTrial({ side: 'old', version: 3, outcome: 'refused', answer: '401' });
    facts.now = sampleRun({
      ...{ state: 'closed', step: null, endedAt: EVIDENCE.addedAt, endedBy: 'ada' },
      items: [samplePromotedItem({ trials: { new: sampleTrial(), old } })],
    });
    await user.click(close);
    expect(await screen.findByRole('heading', { name: 'Proof of rotation' })).toBeTruthy();
    expect(sent).toEqual([['close', { run: 'rot_1' }]]);
    expect(screen.getByText('The old value (version 3) is refused')).toBeTruthy();
    const hrefs = screen.getAllByRole('link').map((one) => one.getAttribute('href'));
    expect(hrefs).toContain('/api/v1/rotation/runs/rot_1/evidence-pack?format=json');
    expect(container.textContent).toContain('closed with proof');
    expect(screen.queryByText('What keeps it from closing')).toBeNull();
  });

  it('asks for an exception with a reason; only a second person may sign it, seeing what it leaves out', async () => {
    const { facts, sent, user } = show(last({ gaps: [STALE] }));
    expect(screen.queryByRole('button', { name: 'Close with proof' })).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'Ask for an exception…' }));
    const ask = within(await screen.findByRole('alertdialog'));
    expect(ask.getByText(STALE.text)).toBeTruthy();
    await user.type(ask.getByLabelText(/^Reason/), 'it is decommissioned on Monday');
    const asked = {
      ...{ reason: 'it is decommissioned on Monday', gaps: ['stale_workers' as const] },
      ...{ askedAt: EVIDENCE.addedAt, askedBy: 'ada@acme.example', signedBy: null },
    };
    facts.now = last({ gaps: [STALE], exception: asked });
    await user.click(ask.getByRole('button', { name: 'Ask for an exception' }));
    expect(await screen.findByText('It waits for a second person to sign it.')).toBeTruthy();
    expect(sent).toEqual([['askException', { run: 'rot_1', reason: asked.reason }]]);
    cleanup();

    const may = { run: true, write: true, sign: true };
    const second = show(last({ gaps: [STALE], exception: asked, may }));
    await second.user.click(await screen.findByRole('button', { name: 'Sign the exception…' }));
    const sign = within(await screen.findByRole('alertdialog'));
    expect(sign.getByText(STALE.text)).toBeTruthy();
    await second.user.click(sign.getByRole('button', { name: 'Sign and close' }));
    await waitFor(() =>
      expect(second.sent).toEqual([['signException', { run: 'rot_1', askedAt: asked.askedAt }]]),
    );
    cleanup();

    const more = { code: 'old_works', key: 'STRIPE_KEY', text: 'The old value works.' } as const;
    show(last({ gaps: [STALE, more], exception: asked, may }));
    expect(await screen.findByText(/Since then more came to be missing/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sign the exception…' })).toBeNull();
  });

  it('offers no exception where nothing was rotated, and abandons with a reason', async () => {
    const hard = { code: 'not_promoted', key: 'STRIPE_KEY', text: 'It is not promoted.' } as const;
    const { sent, user } = show(last({ gaps: [hard] }));
    expect(await screen.findByText(/^No exception covers/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Ask for an exception…' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Abandon…' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    await user.type(dialog.getByLabelText(/^Reason/), 'begun twice');
    await user.click(dialog.getByRole('button', { name: 'Abandon' }));
    await waitFor(() =>
      expect(sent).toEqual([['abandon', { run: 'rot_1', reason: 'begun twice' }]]),
    );
  });

  it('gives a step to a person by the keyboard, and offers nothing to who may not act or while locked', async () => {
    const bob = { kind: 'person', id: 'usr_bob', name: 'Bob', detail: 'bob@acme.example' } as const;
    const team = { kind: 'team', id: 'team_2', name: 'Bobsleigh', detail: 'bobsleigh' } as const;
    vi.mocked(fetchOwners).mockResolvedValue({ items: [bob, team] });
    const { sent, user } = show(last({ gaps: [] }));
    await user.click(await screen.findByRole('button', { name: 'Assign the step Evidence' }));
    await user.type(await screen.findByRole('combobox', { name: /^Person/ }), 'Bob');
    await screen.findByRole('option', { name: /Bob/ });
    expect(screen.queryByRole('option', { name: /Bobsleigh/ })).toBeNull();
    await user.keyboard('{ArrowDown}{Enter}');
    await user.click(screen.getByRole('button', { name: 'Assign' }));
    const form = { run: 'rot_1', step: 'evidence', assignee: 'usr_bob' };
    await waitFor(() => expect(sent).toEqual([['assign', form]]));
    cleanup();
    show(last({ gaps: [], may: { run: false, write: false, sign: false } }));
    await screen.findByRole('heading', { name: 'Record the evidence' });
    for (const name of [/^Assign/, 'Record', 'Close with proof', 'Abandon…']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
    cleanup();
    show(last({ gaps: [] }), true);
    expect(await screen.findByText(/^The console is locked/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Close with proof' })).toBeNull();
  });
});
