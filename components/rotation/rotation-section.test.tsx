import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { fetchRotationOf } from '@/lib/client/rotation';
import type { RotationItem } from '@/lib/contracts/rotation';
import { sampleSecret } from '@/lib/testing/sample-secret';
import { RotationSection } from './rotation-section';

vi.mock('@/lib/client/rotation', async (original) => ({
  ...(await original<object>()),
  fetchRotationOf: vi.fn(),
}));
afterEach(cleanup);

const SECRET = sampleSecret({ key: 'STRIPE_KEY' });
const DAY = 86_400_000;
const ITEM: RotationItem = {
  ...{ id: SECRET.id, key: SECRET.key, subject: null, scope: SECRET.scope, type: SECRET.type },
  ...{ windowDays: 30, since: SECRET.createdAt, ageDays: 40, status: 'overdue', cause: 'age' },
  origin: { by: 'window', window: 'win_1', path: 'payments', looser: true },
  dueAt: new Date(Date.now() - 10.5 * DAY).toISOString(),
  ...{ owner: null, dependents: { aliases: 0, workers: 0 }, snooze: null, wizard: null, run: null },
};

function show(item: RotationItem | null) {
  vi.mocked(fetchRotationOf).mockResolvedValue(item);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RotationSection secret={SECRET} />
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
