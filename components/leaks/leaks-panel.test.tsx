import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchLeaks } from '@/lib/client/leaks';
import type { FormState } from '@/lib/contracts/form-state';
import type { LeakMatches, LeakSummary } from '@/lib/contracts/leak';
import type { Permission } from '@/lib/domain/permissions';
import { navigationOfWindow } from '@/lib/testing/page-of-window';
import { searchReactState } from '@/lib/testing/react-state';
import { sampleLeak } from '@/lib/testing/sample-leak';
import { SAMPLE_TEAM } from '@/lib/testing/sample-scope';
import { LeaksPanel } from './leaks-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 6_000 });
vi.mock('@/lib/client/leaks', async (original) => ({
  ...(await original<object>()),
  fetchLeaks: vi.fn(),
}));
vi.mock('next/navigation', async (original) => navigationOfWindow(original));

beforeEach(() => window.history.replaceState(null, '', `/leaks?scope=${SAMPLE_TEAM.path}`));

const ALL: Permission[] = ['secrets:list', 'leaks:match', 'leaks:manage'];
const LEFT = { minute: 9, day: 99 };

function show(
  matches: LeakMatches['matches'],
  leaks: readonly LeakSummary[] = [],
  permissions = ALL,
) {
  vi.mocked(fetchLeaks).mockResolvedValue({ items: [...leaks], next: null });
  const sent: Record<string, FormDataEntryValue>[] = [];
  const match = async (_previous: unknown, form: FormData): Promise<FormState<LeakMatches>> => {
    sent.push(Object.fromEntries(form));
    return { status: 'done', result: { matches, left: LEFT } };
  };
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <LeaksPanel
        scopes={[SAMPLE_TEAM]}
        grants={[{ scopeId: SAMPLE_TEAM.id, permissions }]}
        locked={false}
        match={match}
      />
    </QueryClientProvider>,
  );
  return { sent, container, user: userEvent.setup() };
}

const MATCH: LeakMatches['matches'][number] = {
  secret: {
    ...{ id: 'sec_1', key: 'STRIPE_KEY' },
    scope: { kind: 'team', id: SAMPLE_TEAM.id, path: SAMPLE_TEAM.path },
  },
  ...{ version: 3, state: 'current', openCase: null },
};

describe('a suspected value', () => {
  it('is sent once, leaves the page with the answer, and leads to a case of its secret', async () => {
    const { sent, container, user } = show([MATCH]);
    const field = screen.getByLabelText<HTMLInputElement>('Suspected value');
    await user.type(field, 'sk_live_of_nobody');
    await user.click(screen.getByRole('button', { name: 'Find its secret' }));
    const found = await screen.findByRole('list', { name: 'Secrets of that value' });
    expect(sent).toEqual([{ value: 'sk_live_of_nobody' }]);
    expect(within(found).getByText('version 3, current')).toBeTruthy();
    const way = within(found).getByRole('link', { name: 'Open a case' });
    expect(way.getAttribute('href')).toBe(
      '/leaks/new?scope=payments&secret=payments.STRIPE_KEY&versions=3',
    );
    expect(screen.getByLabelText<HTMLInputElement>('Suspected value').value).toBe('');
    expect(container.innerHTML).not.toContain('sk_live_of_nobody');
    expect(searchReactState(container.firstElementChild!, 'sk_live_of_nobody')).toEqual([]);
  });

  it('of nobody within reach says so, and what is left of the allowance', async () => {
    const { user } = show([]);
    await user.type(screen.getByLabelText('Suspected value'), 'something else');
    await user.click(screen.getByRole('button', { name: 'Find its secret' }));
    await screen.findByText('No value within your reach is this one.');
    screen.getByText(/9 more values may be compared in this minute, 99 today/);
  });

  it('whose secret has an open case leads there', async () => {
    const { user } = show([{ ...MATCH, openCase: 'leak_7' }]);
    await user.type(screen.getByLabelText('Suspected value'), 'sk_live_again');
    await user.click(screen.getByRole('button', { name: 'Find its secret' }));
    const way = await screen.findByRole('link', { name: 'Go to its case' });
    expect(way.getAttribute('href')).toBe('/leaks/leak_7');
  });

  it('is not asked for of one who may not match', async () => {
    show([], [], ['secrets:list']);
    await screen.findByText(/^No leak case is open/);
    expect(screen.queryByLabelText('Suspected value')).toBeNull();
    expect(screen.queryByRole('link', { name: 'Open a case for a secret' })).toBeNull();
  });
});

describe('the list of leak cases', () => {
  it('tells how long each is uncontained and what comes next; the address keeps which are shown', async () => {
    const openedAt = new Date(Date.now() - 14 * 60_000 - 59_000).toISOString();
    const { user } = show([], [sampleLeak({ openedAt })]);
    const row = within((await screen.findAllByRole('row'))[1]!);
    expect(row.getByText(/^uncontained for 1[45] min$/)).toBeTruthy();
    expect(row.getByText('0 of 6 done: Revoke')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Closed' }));
    await waitFor(() => expect(window.location.search).toContain('state=closed'));
    await waitFor(() =>
      expect(vi.mocked(fetchLeaks).mock.lastCall?.[0]).toEqual({
        ...{ scope: SAMPLE_TEAM.id, state: 'closed' },
      }),
    );
  });
});
