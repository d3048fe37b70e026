import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchLeak } from '@/lib/client/leaks';
import type { FormState } from '@/lib/contracts/form-state';
import type { LeakCase } from '@/lib/contracts/leak';
import { ToastProvider } from '@/components/ui/toast';
import { navigationOfWindow } from '@/lib/testing/page-of-window';
import { sampleDelivery, sampleLeak, sampleNeighbour } from '@/lib/testing/sample-leak';
import { LeakPanel } from './leak-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 6_000 });
vi.mock('@/lib/client/leaks', async (original) => ({
  ...(await original<object>()),
  fetchLeak: vi.fn(),
}));
vi.mock('next/navigation', async (original) => navigationOfWindow(original));

beforeEach(() => window.history.replaceState(null, '', '/leaks/leak_1'));

function show(leak: LeakCase, next: Partial<LeakCase> = {}) {
  const facts = { now: leak };
  vi.mocked(fetchLeak).mockImplementation(async () => facts.now);
  const sent: [string, Record<string, FormDataEntryValue>][] = [];
  const act =
    (what: string) =>
    async (_previous: unknown, form: FormData): Promise<FormState<LeakCase>> => {
      sent.push([what, Object.fromEntries(form)]);
      facts.now = { ...leak, ...next };
      return { status: 'done', result: facts.now };
    };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <LeakPanel
          id={leak.id}
          locked={false}
          actions={{
            ...{ rotate: act('rotate'), assign: act('assign'), review: act('review') },
            ...{ decide: act('decide'), advise: act('advise'), close: act('close') },
          }}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { sent, user: userEvent.setup() };
}

const step = (name: string) =>
  within(screen.getByRole('list', { name: 'Steps' })).getByRole('button', {
    name: new RegExp(name),
  });
const RUN = { id: 'rot_1', state: 'open', revokedAt: null, promotedAt: null } as const;

describe('a leak case', () => {
  it('begins with revoking, starts its rotation by one button and leads into it', async () => {
    const { sent, user } = show(sampleLeak(), { run: RUN });
    await screen.findByRole('heading', { name: 'Revoke the exposed value' });
    await user.click(screen.getByRole('button', { name: 'Start its rotation' }));
    const way = await screen.findByRole('link', { name: 'Revoke it in its rotation' });
    expect(way.getAttribute('href')).toBe('/rotation/runs/rot_1?step=revocation');
    expect(sent).toEqual([['rotate', { leak: 'leak_1' }]]);
    expect(screen.getByText('not revoked')).toBeTruthy();
  });

  it('shows who holds an exposed version, by host, and any step by its address', async () => {
    window.history.replaceState(null, '', '/leaks/leak_1?step=converge');
    const held = sampleDelivery('web-1', { held: true });
    show(
      sampleLeak({
        openSteps: ['converge', 'review', 'neighbours', 'advisory'],
        exposure: {
          ...{ deliveries: [held, sampleDelivery('web-2')], people: [], integrations: [] },
          counts: { deliveries: 2, apps: 1, takers: 1, holders: 1, integrations: 0 },
          aliases: [],
        },
      }),
    );
    const holders = await screen.findByRole('list', {
      name: 'Workers that hold an exposed version',
    });
    expect(within(holders).getByText('web-1')).toBeTruthy();
    expect(within(holders).queryByText('web-2')).toBeNull();
    expect(step('Convergence').getAttribute('aria-current')).toBe('step');
  });

  it('lists every delivery, and keeps what somebody found', async () => {
    window.history.replaceState(null, '', '/leaks/leak_1?step=review');
    const { exposure } = sampleLeak();
    const { sent, user } = show(
      sampleLeak({ exposure: { ...exposure, deliveries: [sampleDelivery('web-1')] } }),
    );
    const table = await screen.findByRole('table', { name: 'Deliveries of exposed versions' });
    expect(within(table).getByText('payments.production.api')).toBeTruthy();
    await user.type(screen.getByLabelText(/^What was found/), 'Nothing unusual in the logs.');
    await user.click(screen.getByRole('button', { name: 'Keep the review' }));
    await waitFor(() =>
      expect(sent).toEqual([
        ['review', { leak: 'leak_1', review: 'Nothing unusual in the logs.' }],
      ]),
    );
  });

  it('takes several neighbours at once, and a reason for those that are left', async () => {
    window.history.replaceState(null, '', '/leaks/leak_1?step=neighbours');
    const neighbours = [
      sampleNeighbour('ONE'),
      sampleNeighbour('TWO', { inBin: true }),
      sampleNeighbour('DONE', { decision: 'leave', reason: 'public', decidedBy: 'Bob' }),
    ];
    const openNeighbours = {
      ...{ undecided: 3, rotating: 0, beyondSight: { undecided: 1, rotating: 0 } },
    };
    const { sent, user } = show(
      sampleLeak({ neighbours, moreNeighbours: 2, neighboursBeyondSight: 1, openNeighbours }),
    );
    await user.click(await screen.findByLabelText('All 2 undecided'));
    expect(screen.queryByLabelText('Choose DONE')).toBeNull();
    screen.getByText(/^And 2 more/);
    screen.getByText('And 1 beyond your sight.');
    const told =
      '1 undecided neighbour is beyond your sight: somebody who may list it has to decide.';
    expect(screen.getAllByText(told, { exact: false })).toHaveLength(2);
    screen.getByText('In the bin: TWO. Restore first what is to be rotated.');
    await user.click(screen.getByRole('radio', { name: 'Leave them' }));
    await user.type(screen.getByLabelText(/^Reason/), 'not in the log');
    await user.click(screen.getByRole('button', { name: 'Leave 2 secrets' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual([
      'decide',
      {
        ...{ leak: 'leak_1', secrets: 'sec_ONE sec_TWO' },
        ...{ decision: 'leave', reason: 'not in the log' },
      },
    ]);
  });

  it('drafts the advisory, and takes a reason where nobody outside has to act', async () => {
    window.history.replaceState(null, '', '/leaks/leak_1?step=advisory');
    const { sent, user } = show(sampleLeak());
    const text = await screen.findByLabelText<HTMLTextAreaElement>(/^Advisory/);
    expect(text.value).toBe('STRIPE_KEY was exposed.');
    await user.click(screen.getByRole('radio', { name: 'Nobody outside has to act' }));
    await user.type(screen.getByLabelText(/^Why nobody has to/), 'internal use alone');
    await user.click(screen.getByRole('button', { name: 'Keep the decision' }));
    await waitFor(() =>
      expect(sent).toEqual([['advise', { leak: 'leak_1', reason: 'internal use alone' }]]),
    );
  });

  it('says what keeps it from closing, and closes when nothing does', async () => {
    show(sampleLeak({ openSteps: ['advisory'], run: RUN }));
    const left = await screen.findByRole('list', { name: 'What keeps it from closing' });
    expect(within(left).getAllByRole('listitem')).toHaveLength(2);
    expect(screen.queryByRole('button', { name: 'Close the case' })).toBeNull();
    cleanup();
    const { sent, user } = show(
      sampleLeak({ openSteps: [], run: { ...RUN, state: 'closed' }, containedAt: RUN_AT }),
    );
    await user.click(await screen.findByRole('button', { name: 'Close the case' }));
    await waitFor(() => expect(sent).toEqual([['close', { leak: 'leak_1' }]]));
  });

  it('offers nothing to one who may only look', async () => {
    show(sampleLeak({ may: { manage: false, rotate: false } }));
    await screen.findByText('No rotation was started yet.');
    expect(screen.queryByRole('button', { name: 'Assign…' })).toBeNull();
  });
});

const RUN_AT = '2026-11-20T10:30:00.000Z';
