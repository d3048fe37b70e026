import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { fetchIntakeLinks } from '@/lib/client/intake';
import { RequestRefused } from '@/lib/client/request-refused';
import type { IntakeLinkSummary } from '@/lib/contracts/intake';
import { sampleIntakeLink } from '@/lib/testing/sample-intake-link';
import { ToastProvider } from '@/components/ui/toast';
import { IntakeLinksPanel } from './intake-links-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/intake', async (original) => ({
  ...(await original<object>()),
  fetchIntakeLinks: vi.fn(),
}));

const done = async () => ({ status: 'done', result: {} }) as const;

function open(links: readonly IntakeLinkSummary[], { locked = false, revoke = done } = {}) {
  const page = { items: [...links], next: null };
  vi.mocked(fetchIntakeLinks).mockImplementation(async () => page);
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <ToastProvider>
        <IntakeLinksPanel locked={locked} revoke={revoke} />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

describe('the page of intake links', () => {
  it('shows how far each has come: what was entered as which version, and what is left', async () => {
    open([sampleIntakeLink()]);
    const entry = within((await screen.findByText('Bob')).closest('li')!);
    expect(entry.getByText('waiting')).toBeTruthy();
    expect(entry.getByText('1 of 2 entered')).toBeTruthy();
    expect(entry.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50');
    expect(entry.getByText('version 5')).toBeTruthy();
    expect(entry.getByText('not entered')).toBeTruthy();
  });

  it('revokes after saying what stays, and what whoever opens it is told', async () => {
    const revoke = vi.fn(done);
    const user = open([sampleIntakeLink()], { revoke });
    await user.click(await screen.findByRole('button', { name: 'Revoke the link for Bob' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(dialog.getByText(/1 value can no longer be entered/).textContent).toContain(
      'What was entered stays: 1 value.',
    );
    await user.click(dialog.getByRole('button', { name: 'Revoke link' }));
    await waitFor(() => expect(revoke).toHaveBeenCalledOnce());
    expect(await screen.findByText('Link for Bob revoked')).toBeTruthy();
  });

  it.each([
    ['complete', 'all entered'],
    ['revoked', 'revoked'],
    ['expired', 'ended'],
  ] as const)('offers nothing more for one that is %s', async (state, word) => {
    const revokedAt = state === 'revoked' ? '2026-11-21T10:00:00.000Z' : null;
    open([sampleIntakeLink({ state, revokedAt })]);
    expect(await screen.findByText(word)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('folds long lists, and names nothing that may not be seen', async () => {
    const hidden = { id: null, key: null, path: null, answeredAt: null, version: null };
    open([sampleIntakeLink({ asked: 6, items: Array.from({ length: 6 }, () => hidden) })]);
    expect(await screen.findByText('6 values')).toBeTruthy();
    expect(screen.getAllByText('a name you may not see')).toHaveLength(6);
  });

  it('while locked shows them and revokes none', async () => {
    open([sampleIntakeLink()], { locked: true });
    expect(await screen.findByText('Bob')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('that is empty says what belongs here and where to begin', async () => {
    open([]);
    expect(await screen.findByText(/Ask somebody else for the value/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open the vault' })).toBeTruthy();
  });

  it('that could not be read says so and lets it be tried again', async () => {
    const user = open([]);
    cleanup();
    vi.mocked(fetchIntakeLinks).mockRejectedValueOnce(new RequestRefused('internal', 'No.'));
    render(
      <QueryClientProvider
        client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
      >
        <IntakeLinksPanel locked={false} revoke={done} />
      </QueryClientProvider>,
    );
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'Open the vault' })).toBeTruthy();
  });
});
