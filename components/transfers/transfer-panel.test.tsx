import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchTransfer, fetchTransferRows } from '@/lib/client/transfers';
import type { Transfer, TransferItem } from '@/lib/contracts/transfer';
import type { FormState } from '@/lib/contracts/form-state';
import type { Permission } from '@/lib/domain/permissions';
import type { TransferVerdict } from '@/lib/domain/transfer';
import { SAMPLE_TEAM } from '@/lib/testing/sample-scope';
import { TransferPanel } from './transfer-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/transfers', async (original) => ({
  ...(await original<object>()),
  fetchTransfer: vi.fn(),
  fetchTransferRows: vi.fn(),
}));
const { push, replace } = vi.hoisted(() => ({ push: vi.fn(), replace: vi.fn() }));
const router = { push, replace };
vi.mock('next/navigation', async (original) => {
  const { useSyncExternalStore } = await import('react');
  const search = () => window.location.search;
  return {
    ...(await original<object>()),
    useRouter: () => router,
    useSearchParams: () =>
      new URLSearchParams(useSyncExternalStore((told) => onAddress(told), search)),
  };
});
const told = new Set<() => void>();
function onAddress(listener: () => void) {
  told.add(listener);
  return () => told.delete(listener);
}
const replaceState = window.history.replaceState.bind(window.history);
window.history.replaceState = (...given) => {
  replaceState(...given);
  for (const listener of told) listener();
};
beforeEach(() => {
  vi.clearAllMocks();
  window.history.replaceState(null, '', `/vault/transfers/trf_1?scope=${SAMPLE_TEAM.path}`);
});

const NONE = { planned: 0, done: 0, changed: 0, failed: 0, skipped: 0 };
const PLAN: Transfer = {
  ...{ id: 'trf_1', mode: 'import', state: 'planned', objects: 'whole', removeSource: false },
  scope: { kind: 'team', id: SAMPLE_TEAM.id, path: SAMPLE_TEAM.path },
  ...{ from: { id: 'con_1', slug: 'mounted', kind: 'env' }, to: null, rows: 4, remark: null },
  verdicts: { new: 2, replace: 1, unchanged: 0, invalid: 1, taken: 0 },
  counts: { ...NONE, planned: 4 },
  ...{ createdAt: '2026-11-20T10:00:00.000Z', createdBy: 'ada@acme.example' },
  ...{ startedAt: null, startedBy: null, endedAt: null },
};
const STARTED = { startedAt: '2026-11-20T10:01:00.000Z', startedBy: 'ada@acme.example' };

function row(number: number, name: string, verdict: TransferVerdict): TransferItem {
  const isInvalid = verdict === 'invalid';
  return {
    ...{ number, name, verdict, source: `${name.toLowerCase()}.txt`, target: null },
    ...{ code: isInvalid ? 'name' : null, reason: isInvalid ? 'Choose another name.' : null },
    ...{ writes: !isInvalid, state: 'planned', attempts: 0, at: null },
  };
}
const ROWS = [
  row(1, 'ONE', 'new'),
  row(2, 'TWO', 'replace'),
  row(3, 'BAD', 'invalid'),
  row(4, 'FOUR', 'new'),
];

function show(transfer: Transfer, rows = ROWS, permissions: Permission[] = ['secrets:write']) {
  const facts = { now: transfer };
  vi.mocked(fetchTransfer).mockImplementation(async () => ({
    transfer: facts.now,
    items: rows,
    next: null,
  }));
  vi.mocked(fetchTransferRows).mockResolvedValue([...rows]);
  const sent: [string, Record<string, FormDataEntryValue>][] = [];
  const answers = <T,>(what: string, result: () => T) =>
    vi.fn(async (_previous: unknown, form: FormData): Promise<FormState<T>> => {
      sent.push([what, Object.fromEntries(form)]);
      return { status: 'done', result: result() };
    });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TransferPanel
        id={transfer.id}
        scopes={[SAMPLE_TEAM]}
        grants={[{ scopeId: SAMPLE_TEAM.id, permissions }]}
        locked={false}
        actions={{
          plan: answers('plan', () => ({ id: 'trf_2' })),
          start: answers('start', () => ({ ...transfer, ...STARTED, state: 'running' as const })),
          pause: answers('pause', () => ({ ...transfer, state: 'paused' as const })),
          resume: answers('resume', () => ({ ...transfer, state: 'running' as const })),
          cancel: answers('cancel', () => ({ ...transfer, state: 'cancelled' as const })),
        }}
      />
    </QueryClientProvider>,
  );
  return { sent, facts, user: userEvent.setup() };
}

const SCOPE = { scope: SAMPLE_TEAM.path };

describe('a plan on its page', () => {
  it('shows what needs a decision first; rows are left out by keyboard and the rest is started', async () => {
    const { sent, user } = show(PLAN);
    expect((await screen.findByText('2 new, 1 replace, 1 invalid')).tagName).toBe('P');
    const names = screen.getAllByRole('textbox').map((box) => (box as HTMLInputElement).value);
    expect(names).toEqual(['BAD', 'TWO', 'ONE', 'FOUR']);
    screen.getByText(/^3 values of mounted will be sealed in .*, of which 1 replaces a value/);
    screen.getByText('Choose another name.');
    expect(screen.queryByRole('button', { name: /Leave out BAD/ })).toBeNull();

    screen.getByRole('button', { name: 'Leave out TWO, replace' }).focus();
    await user.keyboard('{ArrowDown}{Delete}');
    const out = screen.getByRole('button', { name: 'Leave out ONE, new' });
    expect([document.activeElement, out.getAttribute('aria-pressed')]).toEqual([out, 'true']);
    expect(window.location.search).toContain('out=1');
    await user.click(screen.getByRole('button', { name: 'Seal 2' }));
    await screen.findByRole('progressbar');
    expect(sent).toEqual([['start', { ...SCOPE, id: 'trf_1', discard: '1' }]]);
  });

  it('is planned again with other names, and leaves out what was left out', async () => {
    const { sent, user } = show(PLAN);
    await user.click(await screen.findByRole('button', { name: 'Leave out FOUR, new' }));
    const name = screen.getByLabelText('Name for bad.txt');
    await user.clear(name);
    await user.type(name, 'GOOD');
    expect(screen.queryByRole('button', { name: /^Seal/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Plan again with 1 other name' }));
    await waitFor(() => expect(replace).toHaveBeenCalledOnce());
    expect(replace).toHaveBeenCalledWith(`/vault/transfers/trf_2?scope=${SAMPLE_TEAM.path}&out=4`);
    const [[, form]] = sent as [[string, Record<string, string>]];
    expect(form).toMatchObject({ ...SCOPE, mode: 'import', from: 'con_1', replaces: 'trf_1' });
    expect(JSON.parse(form['names']!)).toContainEqual({ reference: 'bad.txt', name: 'GOOD' });
  });

  it('offers nothing that writes to one who may not', async () => {
    show(PLAN, ROWS, ['secrets:list']);
    await screen.findByText(/You have no role on/);
    expect(fetchTransfer).not.toHaveBeenCalled();
  });
});

describe('a running transfer on its page', () => {
  it('tells how far it is by outcome, is paused and goes on', async () => {
    const counts = { planned: 5, done: 3, changed: 0, failed: 2, skipped: 4 };
    const { sent, user } = show({ ...PLAN, ...STARTED, state: 'running', rows: 14, counts });
    const bar = await screen.findByRole('progressbar', { name: 'Rows worked off' });
    expect(bar.getAttribute('aria-valuenow')).toBe('50');
    expect(bar.getAttribute('aria-valuetext')).toBe('3 done, 2 failed, 5 wait, 4 left out');
    screen.getByText('5 of 10 worked off');
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    await user.click(await screen.findByRole('button', { name: 'Go on' }));
    await screen.findByRole('button', { name: 'Pause' });
    expect(sent.map(([what]) => what)).toEqual(['pause', 'resume']);
  });

  it('says why it rests though nobody paused it', async () => {
    const remark = { code: 'read_only', reason: 'The connector only reads.' };
    show({ ...PLAN, ...STARTED, state: 'paused', remark });
    await screen.findByText('The connector only reads.');
  });

  it('ends with what was verified and removed, why rows failed, and plans the rest alone again', async () => {
    const failed = {
      ...row(2, 'TWO', 'replace'),
      state: 'failed',
      reason: 'It is denied.',
    } as const;
    const done = { ...row(1, 'ONE', 'new'), state: 'done' } as const;
    const ended: Transfer = {
      ...{ ...PLAN, ...STARTED, mode: 'move', state: 'ended', removeSource: true, rows: 2 },
      ...{ counts: { ...NONE, done: 1, failed: 1 }, endedAt: '2026-11-20T10:02:00.000Z' },
    };
    const { sent, user } = show(ended, [done, failed]);
    await screen.findByText(/^1 value was written to this console, read again and found the same/);
    await screen.findByText('ended, 1 not done');
    screen.getByText('It is denied.');
    await user.click(screen.getByRole('button', { name: 'Plan the rest again' }));
    await waitFor(() => expect(push).toHaveBeenCalledOnce());
    expect(sent).toEqual([
      [
        'plan',
        {
          ...{ ...SCOPE, mode: 'move', from: 'con_1', objects: 'whole', only: 'TWO' },
          removeSource: 'on',
        },
      ],
    ]);
    expect(push).toHaveBeenCalledWith(
      `/vault/transfers/trf_2?scope=${SAMPLE_TEAM.path}&only=TWO&out=1`,
    );
  });
});
