import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchBin } from '@/lib/client/history';
import type { BinnedSecret } from '@/lib/contracts/bin';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { PERMISSIONS } from '@/lib/domain/permissions';
import type { FormTarget } from '@/components/ui/form';
import { ToastProvider } from '@/components/ui/toast';
import { BinPanel } from './bin-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/history', () => ({ fetchBin: vi.fn() }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  useSearchParams: () => new URLSearchParams('scope=payments'),
}));

const TEAM: ScopeSummary = {
  id: 'team_1',
  kind: 'team',
  slug: 'payments',
  name: 'Payments',
  path: 'payments',
  parentId: 'org_1',
};

const entry = (key: string, more: Partial<BinnedSecret> = {}): BinnedSecret => ({
  id: `sec_${key}`,
  key,
  type: 'api_key',
  versions: 2,
  deletedAt: '2026-11-20T08:00:00.000Z',
  deletedBy: 'ada@acme.example',
  purgeAt: '2026-12-20T08:00:00.000Z',
  nameTaken: false,
  ...more,
});

let stored: BinnedSecret[] = [];

beforeEach(() => {
  stored = [entry('ALPHA'), entry('BRAVO', { nameTaken: true })];
  vi.mocked(fetchBin).mockImplementation(async () => ({ items: stored, next: null }));
});

function setUp(restore?: FormTarget<SecretSummary>, purge?: FormTarget<unknown>, locked = false) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const idle = async () => ({ status: 'idle' }) as const;
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <BinPanel
          scopes={[TEAM]}
          grants={[{ scopeId: TEAM.id, permissions: PERMISSIONS }]}
          locked={locked}
          restore={restore ?? idle}
          purge={purge ?? idle}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

describe('the bin', () => {
  it('lists what was deleted, by whom, and until when it can come back', async () => {
    setUp();
    const table = await screen.findByRole('table', { name: 'Deleted from Payments' });
    const [, alpha, bravo] = within(table).getAllByRole('row');
    expect(alpha?.textContent).toMatch(/ALPHA.*2.*ada@acme.example.*2026-12-20/);
    expect(within(alpha!).getByRole('button', { name: 'Restore ALPHA' })).toBeTruthy();
    expect(bravo?.textContent).toContain('name in use');
    expect(within(bravo!).queryByRole('button', { name: /Restore/ })).toBeNull();
  });

  it('says when there is nothing in it', async () => {
    stored = [];
    setUp();
    expect(await screen.findByText(/Nothing was deleted here/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Back to the vault' }).getAttribute('href')).toBe(
      '/vault?scope=payments',
    );
  });

  it('restores at once, and says so', async () => {
    const sent: unknown[] = [];
    const user = setUp(async (_previous, form) => {
      sent.push(Object.fromEntries(form));
      stored = stored.slice(1);
      return { status: 'done', result: {} as SecretSummary };
    });
    await user.click(await screen.findByRole('button', { name: 'Restore ALPHA' }));
    expect(await screen.findByText('ALPHA restored')).toBeTruthy();
    expect(sent).toEqual([{ scope: 'payments', secretId: 'sec_ALPHA' }]);
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Restore ALPHA' })).toBeNull());
    expect(document.activeElement?.textContent).toBe('Bin of Payments');
  });

  it('shows why something cannot be restored, where the eye is', async () => {
    const user = setUp(async () => ({
      status: 'refused',
      code: 'conflict',
      message: 'payments has another secret named ALPHA by now. Delete that one first.',
      issues: [],
    }));
    await user.click(await screen.findByRole('button', { name: 'Restore ALPHA' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Delete that one first');
    await waitFor(() => expect(document.activeElement).toBe(alert));
  });

  it('purges only after the name was typed', async () => {
    const sent: unknown[] = [];
    const user = setUp(undefined, async (_previous, form) => {
      sent.push(Object.fromEntries(form));
      stored = stored.slice(1);
      return { status: 'done', result: null };
    });
    await user.click(await screen.findByRole('button', { name: 'Purge… ALPHA' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Purge ALPHA?' });
    expect(dialog.textContent).toContain('cannot be undone');
    const typed = within(dialog).getByLabelText('Type ALPHA to confirm');
    await user.type(typed, 'alpha');
    await user.click(within(dialog).getByRole('button', { name: 'Purge secret' }));
    await waitFor(() => expect(typed.getAttribute('aria-invalid')).toBe('true'));
    expect(sent).toEqual([]);
    await user.clear(typed);
    await user.type(typed, 'ALPHA');
    await user.click(within(dialog).getByRole('button', { name: 'Purge secret' }));
    expect(await screen.findByText('ALPHA purged')).toBeTruthy();
    expect(sent).toEqual([
      { scope: 'payments', secretId: 'sec_ALPHA', key: 'ALPHA', typed: 'ALPHA' },
    ]);
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Purge… ALPHA' })).toBeNull());
  });

  it('offers nothing that writes while locked', async () => {
    setUp(undefined, undefined, true);
    await screen.findByRole('table');
    expect(screen.queryAllByRole('button')).toEqual([]);
  });
});
