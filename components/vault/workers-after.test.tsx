import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { fetchDependents } from '@/lib/client/dependents';
import { sampleSecret } from '@/lib/testing/sample-secret';
import { ToastProvider } from '@/components/ui/toast';
import { ReplaceValueSheet } from './value/replace-value-sheet';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/dependents', () => ({ fetchDependents: vi.fn() }));

const HOSTS = ['web-1', 'web-2', 'web-3', 'web-4', 'web-5'];

async function replace(total: number, byThemselves: number) {
  const path = 'payments.production.billing';
  const first = HOSTS.slice(0, total).map((host) => ({ host, command: 'node', path }));
  vi.mocked(fetchDependents).mockResolvedValue({
    items: [],
    workers: { total, byThemselves, first },
  });
  show();
  await waitFor(() => expect(told()).not.toContain('Looking'));
  return told();
}

function show() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <ReplaceValueSheet
          secret={sampleSecret({ key: 'STRIPE_KEY' })}
          action={vi.fn()}
          onClose={vi.fn()}
          onReplaced={vi.fn()}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
}

const told = () => screen.getByRole('dialog').textContent;

it.each([
  [0, 0, 'No worker runs with it now.'],
  [1, 1, '1 running worker: node on web-1. It restarts by itself with the new value.'],
  [
    1,
    0,
    '1 running worker: node on web-1. It keeps the value it has until it is restarted or ends.',
  ],
  [5, 5, 'node on web-4 and 1 more. They restart by themselves with the new value.'],
  [
    3,
    1,
    'node on web-3. 1 restarts by itself with the new value; 2 keep the value they have until they are restarted or end.',
  ],
])(
  'before a value is replaced, says who runs with it and what becomes of him: %i, %i by themselves',
  async (total, byThemselves, words) => {
    expect(await replace(total, byThemselves)).toContain(words);
  },
);

it('says so where that cannot be read, and lets the value be replaced all the same', async () => {
  vi.mocked(fetchDependents).mockRejectedValue(new Error('The console cannot be reached.'));
  show();
  expect(await screen.findByText(/Who runs with it now could not be read/)).toBeTruthy();
  const button = screen.getByRole('button', { name: 'Replace value' });
  expect(button.getAttribute('aria-disabled')).toBeNull();
});
