import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { fetchCheck, fetchDestinations } from '@/lib/client/destinations';
import { fetchRotationOf } from '@/lib/client/rotation';
import type { VerificationCheck } from '@/lib/contracts/destination';
import type { RotationItem } from '@/lib/contracts/rotation';
import { sampleCheck, sampleDestination } from '@/lib/testing/sample-run';
import { sampleSecret } from '@/lib/testing/sample-secret';
import { ToastProvider } from '@/components/ui/toast';
import type { CheckActions } from '@/components/verification/destination-actions';
import { DAY_MS } from '@/lib/domain/durations';
import { RotationSection } from './rotation-section';

vi.mock('@/lib/client/rotation', async (original) => ({
  ...(await original<object>()),
  fetchRotationOf: vi.fn(),
}));
vi.mock('@/lib/client/destinations', async (original) => ({
  ...(await original<object>()),
  fetchCheck: vi.fn(),
  fetchDestinations: vi.fn(),
}));

const SECRET = sampleSecret({ key: 'STRIPE_KEY' });
const ITEM: RotationItem = {
  ...{ id: SECRET.id, key: SECRET.key, subject: null, scope: SECRET.scope, type: SECRET.type },
  ...{ windowDays: 30, since: SECRET.createdAt, ageDays: 40, status: 'overdue', cause: 'age' },
  origin: { by: 'window', window: 'win_1', path: 'payments', looser: true },
  dueAt: new Date(Date.now() - 10.5 * DAY_MS).toISOString(),
  ...{ owner: null, dependents: { aliases: 0, workers: 0 }, snooze: null, wizard: null, run: null },
};

interface Shown {
  readonly check?: VerificationCheck | null;
  readonly checks?: CheckActions;
}

function show(item: RotationItem | null, { check = null, checks }: Shown = {}) {
  vi.mocked(fetchRotationOf).mockResolvedValue(item);
  vi.mocked(fetchCheck).mockResolvedValue(check);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <RotationSection secret={SECRET} checks={checks} />
      </ToastProvider>
    </QueryClientProvider>,
  );
}

it('says how old a secret is, why it may get that old, and when it is due, and leads to both pages', async () => {
  show(ITEM);
  expect(await screen.findByText('40 of 30 days')).toBeTruthy();
  expect(screen.getByText('looser window set on payments')).toBeTruthy();
  expect(screen.getByText(/overdue, was due/).textContent).toBe('overdue, was due 10 days ago');
  const { path } = SECRET.scope;
  const addressOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
  expect(addressOf('Rotate with proof')).toBe(
    `/rotation/runs/new?scope=${path}&secret=${path}.STRIPE_KEY`,
  );
  expect(addressOf('Board')).toBe(`/rotation?scope=${path}&q=STRIPE_KEY`);
  expect(addressOf('Windows')).toBe(`/rotation?scope=${path}&view=windows&key=STRIPE_KEY`);
});

it('says so where there is no value that could get old', async () => {
  show(null);
  expect(await screen.findByText('It has no value that could get old.')).toBeTruthy();
});

it('shows by which request its value is tried, and lets those who may set it', async () => {
  show(ITEM, { check: sampleCheck() });
  const request = await screen.findByText('GET https://api.example/me');
  expect(request.parentElement?.textContent).toBe('Tried by GET https://api.example/me');
  expect(screen.getByText('its destination is approved')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /check…$/ })).toBeNull();
  cleanup();

  vi.mocked(fetchDestinations).mockResolvedValue({ items: [sampleDestination()], next: null });
  const set = vi.fn(async () => ({ status: 'done', result: sampleCheck() }) as const);
  const remove = async () => ({ status: 'done', result: null }) as const;
  show(ITEM, { checks: { set, remove } });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Set a check…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Check of STRIPE_KEY' }));
  vi.mocked(fetchCheck).mockResolvedValue(sampleCheck());
  await user.click(await dialog.findByRole('button', { name: 'Set check' }));
  await waitFor(() => expect(set).toHaveBeenCalledOnce());
  expect(await screen.findByText('GET https://api.example/me')).toBeTruthy();
  expect(await screen.findByRole('button', { name: 'Change the check…' })).toBeTruthy();
});
