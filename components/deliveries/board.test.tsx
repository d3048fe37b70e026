import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { fetchWorkers } from '@/lib/client/workers';
import type { FormState } from '@/lib/contracts/form-state';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { AskedRestart, Worker } from '@/lib/contracts/worker';
import type { Permission } from '@/lib/domain/permissions';
import { ToastProvider } from '@/components/ui/toast';
import { Board } from './board';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/workers', async (original) => ({
  ...(await original<object>()),
  fetchWorkers: vi.fn(),
}));

const APP: ScopeSummary = {
  ...{ id: 'app_1', kind: 'app', slug: 'billing', name: 'Billing' },
  ...{ path: 'payments.production.billing', parentId: null },
};
const CHANGE = { name: 'STRIPE_KEY', how: 'changed', cause: 'app', from: 4, to: 5 } as const;
const OF_PLATFORM = { ...CHANGE, name: 'SLACK_TOKEN', cause: 'organization' } as const;

let made = 0;
function worker(host: string, fields: Partial<Worker> = {}): Worker {
  const at = new Date().toISOString();
  made += 1;
  return {
    ...{ id: `wrk_${made}`, app: { id: APP.id, path: APP.path }, brief: null, host },
    ...{ command: 'node', pid: 42, restart: 'platform', state: 'running', presence: 'alive' },
    ...{ staged: false, only: [], restarts: 0, startedAt: at, heartbeatAt: at, endedAt: null },
    ...{ exitCode: null, signal: null, asked: null, restartFailed: null, delivery: null },
    ...{ changes: [], staleSince: null },
    ...fields,
  };
}

type Target = (previous: unknown, form: FormData) => Promise<FormState<AskedRestart>>;

async function show(
  workers: Worker[],
  { permissions = ['secrets:write'] as readonly Permission[], locked = false } = {},
) {
  vi.mocked(fetchWorkers).mockImplementation(async ({ show: which }) => ({
    items: which === 'here' ? workers : [],
    next: null,
  }));
  const sent: Record<string, FormDataEntryValue>[] = [];
  const ask = vi.fn<Target>(async (_previous, form) => {
    sent.push(Object.fromEntries(form));
    return { status: 'done', result: { asked: 1 } };
  });
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <ToastProvider>
        <Board
          scope={APP}
          scopes={[APP]}
          grants={[{ scopeId: APP.id, permissions }]}
          locked={locked}
          askRestart={ask}
          dismissWorkers={vi.fn()}
          empty={<p>nothing runs</p>}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  const board = within(await screen.findByRole('region', { name: 'Workers' }));
  const behind = () =>
    within(board.getByRole('list', { name: 'Not at the newest' }))
      .getAllByRole('listitem')
      .map((one) => one.textContent);
  return { board, behind, sent, user: userEvent.setup() };
}

it('says that all run the newest, and asks for nothing', async () => {
  const { board } = await show([worker('web-1'), worker('web-2')]);
  expect(board.getByText('All 2 run the newest')).toBeTruthy();
  expect(board.getByText('No worker is stale.')).toBeTruthy();
  expect(board.getByText('web-1: runs the newest')).toBeTruthy();
  expect(board.queryByRole('button', { name: /restart/ })).toBeNull();
  expect(board.queryByRole('list', { name: 'Not at the newest' })).toBeNull();
});

it('counts to the newest by host: what changed, whose change it is, and what becomes of it', async () => {
  const { board, behind } = await show([
    worker('web-1'),
    worker('web-2', { changes: [CHANGE] }),
    worker('web-3', { changes: [OF_PLATFORM] }),
    worker('web-4', { changes: [OF_PLATFORM], restart: 'never' }),
    worker('web-5', { changes: [OF_PLATFORM], state: 'waiting' }),
    worker('web-6', { changes: [CHANGE], asked: { at: new Date().toISOString(), by: 'ada' } }),
    worker('web-7', { changes: [OF_PLATFORM], state: 'restarting' }),
  ]);
  expect(board.getByText('1 of 7 run the newest')).toBeTruthy();
  expect(board.getByText('6 workers stale.')).toBeTruthy();
  const rows = behind();
  const outlooks = [
    ['web-2', 'STRIPE_KEY of the app (4 → 5)', /restart due$/],
    ['web-3', 'SLACK_TOKEN of the platform (4 → 5)', /restarts by itself$/],
    ['web-4', 'SLACK_TOKEN', /stale, never restarts$/],
    ['web-5', 'SLACK_TOKEN', /waits for its turn$/],
    ['web-6', 'STRIPE_KEY', /asked to restart by ada/],
    ['web-7', 'SLACK_TOKEN', /restarting$/],
  ] as const;
  for (const [at, [host, change, outlook]] of outlooks.entries()) {
    expect(rows[at]).toContain(host);
    expect(rows[at]).toContain(change);
    expect(rows[at]).toMatch(outlook);
  }
});

it('tells one that fell silent from one that is stale, and one that is starting from both', async () => {
  const heartbeatAt = new Date(Date.now() - 600_000).toISOString();
  const { board, behind } = await show([
    worker('web-1', { presence: 'unknown', heartbeatAt }),
    worker('web-2', { state: 'starting' }),
  ]);
  expect(board.getByText('0 of 2 run the newest')).toBeTruthy();
  expect(board.getByText('No worker is stale.')).toBeTruthy();
  expect(behind()).toHaveLength(1);
  expect(behind()[0]).toMatch(/web-1.*unknown, last heard (9|10) minutes ago/);
  expect(board.getByText('web-2: starting')).toBeTruthy();
});

it('asks those that are due to restart, and those alone', async () => {
  const due = worker('web-1', { changes: [CHANGE] });
  const others = [worker('web-2', { changes: [OF_PLATFORM] }), worker('web-3')];
  const { board, sent, user } = await show([due, ...others]);
  await user.click(board.getByRole('button', { name: 'Ask 1 worker to restart' }));
  expect(await screen.findByText(`1 worker of ${APP.path} asked to restart`)).toBeTruthy();
  expect(sent).toEqual([{ app: APP.id, workers: due.id }]);
});

it.each([
  ['without the right', { permissions: ['secrets:list'] as const, locked: false }],
  ['while the console is locked', { permissions: ['secrets:write'] as const, locked: true }],
])('offers no restart %s', async (_, more) => {
  const { board, behind } = await show([worker('web-1', { changes: [CHANGE] })], more);
  expect(behind()[0]).toContain('restart due');
  expect(board.queryByRole('button', { name: /to restart/ })).toBeNull();
});

it('says why a roll has stopped, and how many wait for it', async () => {
  const { board } = await show([
    worker('web-1', { state: 'unhealthy' }),
    worker('web-2', { changes: [OF_PLATFORM], state: 'waiting' }),
  ]);
  const told = await board.findByText(/The roll has stopped/);
  expect(told.textContent).toContain('the worker on web-1 is unhealthy, and 1 other waits');
});

it('is replaced by what teaches where nothing runs, and by the reason where it cannot be read', async () => {
  await show([]);
  expect(screen.getByText('nothing runs')).toBeTruthy();
  cleanup();
  vi.mocked(fetchWorkers).mockRejectedValue(new Error('The console cannot be reached.'));
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <Board
        {...{ scope: APP, scopes: [APP], grants: [], locked: false, empty: null }}
        askRestart={vi.fn()}
        dismissWorkers={vi.fn()}
      />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('The workers'));
});
