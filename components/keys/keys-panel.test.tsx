import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import {
  fetchDataKeys,
  fetchKeyOperations,
  fetchKeys,
  fetchRuntimeInputs,
} from '@/lib/client/keys';
import type { KeyOverview } from '@/lib/contracts/keys';
import { NEW_KEY, OLD_KEY, sampleKeys, sampleNode } from '@/lib/testing/sample-keys';
import { ToastProvider } from '@/components/ui/toast';
import { keyAge } from './facts/key-age';
import { KeysPanel } from './keys-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/keys', async (original) => ({
  ...(await original<object>()),
  fetchKeys: vi.fn(),
  fetchDataKeys: vi.fn(),
  fetchKeyOperations: vi.fn(),
  fetchRuntimeInputs: vi.fn(),
}));

function show(keys: KeyOverview) {
  vi.mocked(fetchKeys).mockResolvedValue(keys);
  vi.mocked(fetchKeyOperations).mockResolvedValue({ items: [], next: null });
  vi.mocked(fetchRuntimeInputs).mockResolvedValue({ items: [], next: null });
  const key = {
    id: 'k1',
    purpose: 'value',
    path: 'payments',
    createdAt: '2026-01-01T00:00:00Z',
    sealing: false,
    values: 1200,
  };
  vi.mocked(fetchDataKeys).mockResolvedValue({ items: [key], next: null });
  const confirm = vi.fn(async () => ({ status: 'done' as const, result: {} }));
  const backup = vi.fn(async (_previous: unknown, _form: FormData) => ({
    status: 'done' as const,
    result: keys.backups!,
  }));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <KeysPanel overview={keys} confirmCopy={confirm} confirmBackup={backup} />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { confirm, backup };
}

describe('the keys page', () => {
  it('says what is missing of backups, and takes the word of who has one', async () => {
    const { backup } = show(
      sampleKeys({
        backups: {
          warnings: ['older_key'],
          inForce: NEW_KEY,
          since: '2026-02-01T00:00:00.000Z',
          newest: [
            {
              takenAt: '2026-01-15T00:00:00.000Z',
              keptIn: 'bucket acme',
              needs: OLD_KEY,
              confirmedAt: '2026-01-15T00:00:00.000Z',
              confirmedBy: 'ada@acme.example',
              how: 'confirmed',
            },
          ],
        },
      }),
    );
    expect(screen.getByText(new RegExp(`it needs the key ${OLD_KEY}`))).toBeTruthy();
    expect(screen.getByRole('list', { name: 'Newest backups' }).textContent).toContain(OLD_KEY);
    await userEvent.click(screen.getByText('Confirm a backup of the database'));
    await userEvent.click(screen.getByRole('button', { name: 'Confirm backup' }));
    expect(await screen.findByText('Give the day and the time it was taken.')).toBeTruthy();
    expect(backup).not.toHaveBeenCalled();
    await userEvent.type(screen.getByLabelText('Taken, in your time'), '2026-02-03T04:05');
    await userEvent.type(screen.getByLabelText('Where it is kept'), 'tape 7');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm backup' }));
    await waitFor(() => expect(backup).toHaveBeenCalled());
    expect(Object.fromEntries(backup.mock.calls[0]![1])).toEqual({
      takenAt: new Date('2026-02-03T04:05').toISOString(),
      keptIn: 'tape 7',
    });
  });

  it('warns while no copy of the key is confirmed, and takes its typed fingerprint', async () => {
    const { confirm } = show(sampleKeys());
    expect(screen.getByText(/No copy of the master key is confirmed/)).toBeTruthy();
    const field = screen.getByLabelText('Fingerprint of your copy');
    await userEvent.type(field, 'mk_12');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm copy' }));
    expect(await screen.findByText('A fingerprint is mk_ and 16 hex digits.')).toBeTruthy();
    expect(confirm).not.toHaveBeenCalled();
    await userEvent.clear(field);
    await userEvent.type(field, OLD_KEY);
    await userEvent.click(screen.getByRole('button', { name: 'Confirm copy' }));
    await waitFor(() => expect(confirm).toHaveBeenCalledOnce());
  });

  it('calls out a node whose next start would find another key', () => {
    show(sampleKeys({ nodes: [sampleNode(OLD_KEY, { sourceFingerprint: NEW_KEY })] }));
    const row = screen.getByRole('row', { name: /node-1/ });
    expect(row.textContent).toContain('source holds another key');
    expect(row.textContent).toContain(NEW_KEY);
  });

  it('counts values under each data key, and marks those that only open', async () => {
    show(sampleKeys());
    const row = await screen.findByRole('row', { name: /payments/ });
    expect(row.textContent).toContain('1,200');
    expect(row.textContent).toContain('old, only opens');
  });

  it('says when the previous JWT secret may go, and when a key is shared', () => {
    const current = { kid: 'new', sessions: 3 };
    const previous = { kid: 'old', sessions: 0 };
    show(sampleKeys({ jwt: { current, previous, shared: ['JWT_SECRET'] } }));
    expect(screen.getByText(/No live session needs it/)).toBeTruthy();
    expect(screen.getByText(/JWT_SECRET: the master key, or derived from it/)).toBeTruthy();
  });
});

describe('the age of a key', () => {
  const window = { days: 180, since: '2026-01-01T00:00:00Z', dueAt: '2026-06-30T00:00:00Z' };
  const on = (day: string) => keyAge(window, new Date(`${day}T12:00:00Z`));

  it('is due two weeks ahead and over after the window, across months and leap days', () => {
    expect(on('2026-01-01')).toMatchObject({ days: 0, tone: 'fine' });
    expect(on('2026-06-16')).toMatchObject({ days: 166, tone: 'due', words: 'due in 14 d' });
    expect(on('2026-07-02')).toMatchObject({ tone: 'danger', words: 'window over by 2 d' });
    const leap = { ...window, since: '2028-02-28T00:00:00Z' };
    expect(keyAge(leap, new Date('2028-03-01T00:00:00Z')).days).toBe(2);
    expect(on('2025-12-31').days).toBe(0);
  });
});
