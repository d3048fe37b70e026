import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchRotation } from '@/lib/client/rotation';
import { fetchRuns } from '@/lib/client/rotation-runs';
import type { FormState } from '@/lib/contracts/form-state';
import type { RunSummary } from '@/lib/contracts/rotation-run';
import type { Permission } from '@/lib/domain/permissions';
import { sampleRun } from '@/lib/testing/sample-run';
import { SAMPLE_TEAM } from '@/lib/testing/sample-scope';
import { NewRunPanel } from './new-run-panel';
import { RunsPanel } from './runs-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 6_000 });
vi.mock('@/lib/client/rotation-runs', async (original) => ({
  ...(await original<object>()),
  fetchRuns: vi.fn(),
}));
vi.mock('@/lib/client/rotation', async (original) => ({
  ...(await original<object>()),
  fetchRotation: vi.fn(),
}));
vi.mock('next/navigation', async (original) => {
  const { navigationOfWindow } = await import('@/lib/testing/page-of-window');
  return navigationOfWindow(original<object>);
});
beforeEach(() => window.history.replaceState(null, '', '/rotation/runs?scope=payments'));

function draw(page: ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(<QueryClientProvider client={client}>{page}</QueryClientProvider>);
  return userEvent.setup();
}
const of = (permissions: readonly Permission[]) => ({
  scopes: [SAMPLE_TEAM],
  grants: [{ scopeId: SAMPLE_TEAM.id, permissions: [...permissions] }],
  locked: false,
});
const BOTH = ['secrets:list', 'rotation:run'] as const;

describe('the list of rotations', () => {
  const showList = (runs: RunSummary[], permissions: readonly Permission[] = BOTH) => {
    vi.mocked(fetchRuns).mockResolvedValue({ items: runs, next: null });
    return draw(<RunsPanel {...of(permissions)} />);
  };

  it('says where each stands and who is waited for, and keeps what is shown in the address', async () => {
    const ada = { id: 'usr_ada', name: 'Ada' };
    const user = showList([sampleRun({ step: 'production', assignee: ada })]);
    const link = await screen.findByRole('link', { name: 'STRIPE_KEY' });
    expect(link.getAttribute('href')).toBe('/rotation/runs/rot_1');
    const row = within(link.closest('tr')!);
    expect(row.getByText('3 of 5: Production')).toBeTruthy();
    expect(row.getByText('Ada')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Closed' }));
    await user.click(screen.getByRole('checkbox', { name: 'Waiting for me' }));
    expect(window.location.search).toBe('?scope=payments&state=closed&assigned=me');
    await waitFor(() =>
      expect(vi.mocked(fetchRuns).mock.lastCall?.[0]).toEqual({
        ...{ scope: 'team_1', state: 'closed', mine: true },
      }),
    );
  });

  it('teaches where there is none, and offers to begin one only to who may', async () => {
    showList([]);
    expect(await screen.findByText(/^Guided rotations stand here/)).toBeTruthy();
    expect(screen.getAllByRole('link', { name: 'New rotation' })).toHaveLength(2);
    cleanup();
    showList([], ['secrets:list']);
    await screen.findByText(/^Guided rotations stand here/);
    expect(screen.queryByRole('link', { name: 'New rotation' })).toBeNull();
  });
});

describe('a new rotation', () => {
  it('is of the secrets in the address and of those that are added, and leads to its page', async () => {
    const sent: Record<string, FormDataEntryValue>[] = [];
    const start = async (_: unknown, form: FormData): Promise<FormState<{ id: string }>> => {
      sent.push(Object.fromEntries(form));
      return { status: 'done', result: { id: 'rot_9' } };
    };
    const scope = { kind: 'team' as const, id: 'team_1', path: 'payments' };
    const item = {
      ...{ id: 'sec_2', key: 'OTHER_KEY', subject: null, scope, type: 'api_key' as const },
      ...{ windowDays: 90, origin: null, since: '2026-01-01T00:00:00.000Z', ageDays: 1 },
      ...{ dueAt: null, status: 'fine' as const, cause: null, owner: null, snooze: null },
      ...{ dependents: { aliases: 0, workers: 0 }, wizard: null, run: null },
    };
    vi.mocked(fetchRotation).mockResolvedValue({
      ...{ items: [item], now: '2026-01-02T00:00:00.000Z', next: null },
    });
    const at = '/rotation/runs/new?scope=payments&secret=payments.STRIPE_KEY&secret=nonsense';
    window.history.replaceState(null, '', at);
    const user = draw(<NewRunPanel {...of(BOTH)} start={start} />);
    await user.type(screen.getByRole('combobox', { name: 'Add another secret' }), 'OTHER');
    await screen.findByRole('option', { name: /OTHER_KEY/ });
    await user.keyboard('{ArrowDown}{Enter}');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    const chosen = screen.getByRole('list', { name: 'Chosen secrets' });
    expect(within(chosen).getAllByRole('listitem')).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Begin rotation of 2 secrets' }));
    const secrets = 'payments.STRIPE_KEY payments.OTHER_KEY';
    await waitFor(() =>
      expect(sent).toEqual([{ secrets, title: '', overlapHours: '24', reason: '' }]),
    );
    expect(window.location.pathname).toBe('/rotation/runs/rot_9');
  });

  it('says what is needed to who may not run rotations', () => {
    draw(<NewRunPanel {...of(['secrets:list'])} start={vi.fn()} />);
    expect(screen.getByText('rotation:run')).toBeTruthy();
    expect(screen.queryByRole('combobox')).toBeNull();
  });
});
