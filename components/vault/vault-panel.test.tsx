import { configure, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchSecrets } from '@/lib/client/api';
import { RequestRefused } from '@/lib/client/request-refused';
import { findRow, openVault, teamSecret } from '@/lib/testing/open-vault';
import { stubScrolling } from '@/lib/testing/page-of-window';
import { SAMPLE_TEAM } from '@/lib/testing/sample-scope';
import { storedSecrets } from '@/lib/testing/stored-secrets';

// Whole journeys through the panel: slow machines need their time.
vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

vi.mock('@/lib/client/api', async (original) => ({
  ...(await original<object>()),
  fetchSecrets: vi.fn(),
}));
vi.mock('next/navigation', async (original) => {
  const { navigationOfWindow } = await import('@/lib/testing/page-of-window');
  return navigationOfWindow(original<object>);
});

beforeEach(() => {
  stubScrolling();
  window.history.replaceState(null, '', '/vault?scope=payments');
  const stored = ['ALPHA', 'BRAVO', 'CHARLIE'].map((key) => teamSecret(key));
  vi.mocked(fetchSecrets).mockImplementation(storedSecrets('team', stored).fetchSecrets);
});

const importing = {
  review: async () => ({ status: 'idle' }) as const,
  apply: async () => ({ status: 'idle' }) as const,
};

describe('the vault panel', () => {
  it('shows the level of the scope in the address, and tells which scope each tab means', async () => {
    openVault();
    const tab = screen.getByRole('tab', { name: /Team/ });
    expect(tab.getAttribute('aria-selected')).toBe('true');
    expect(tab.textContent).toContain('payments');
    expect(screen.getByRole('tab', { name: /Shared/ }).textContent).toContain('acme');
    const table = await screen.findByRole('table', { name: 'Secrets of Payments' });
    expect(within(table).getAllByRole('row')).toHaveLength(4);
    expect(within(table).getAllByText('9c1e·04af')).toHaveLength(3);
  });

  it('teaches what belongs into an empty scope, with the command that adds it', async () => {
    window.history.replaceState(null, '', '/vault');
    openVault();
    expect(await screen.findByText(/Secrets that every app of/)).toBeTruthy();
    expect(screen.getByText(/https:\/\/keystow.test\/api\/v1\/platform\/secrets/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Seal the first secret' })).toBeTruthy();
  });

  it('offers a new scope where a tab has none chosen', async () => {
    const { user } = openVault();
    await user.click(screen.getByRole('tab', { name: 'App' }));
    await user.click(await screen.findByRole('button', { name: 'New workspace…' }));
    expect(new URLSearchParams(window.location.search).get('new')).toBe('workspace');
  });

  it('tells why names cannot be read, with the request, and that nothing was changed', async () => {
    vi.mocked(fetchSecrets).mockRejectedValue(
      new RequestRefused('locked', 'The console is locked.', { status: 423, requestId: 'r-1' }),
    );
    openVault();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The console is locked. Nothing was changed. Request r-1');
    expect(within(alert).getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('offers nothing that writes while locked', async () => {
    const { user } = openVault({ locked: true, importing });
    await findRow('ALPHA');
    expect(screen.queryByRole('button', { name: 'Seal secret' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Paste .env' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Actions for ALPHA' }));
    const items = await screen.findAllByRole('menuitem');
    expect(items.map((item) => item.textContent)).toEqual(['Facts', 'Rotation']);
  });

  it('offers nothing to change to one who may only look', async () => {
    const permissions = ['scopes:read', 'secrets:list'] as const;
    const grants = [{ scopeId: SAMPLE_TEAM.id, permissions }];
    const { user } = openVault({ grants, importing });
    await findRow('ALPHA');
    expect(screen.queryByRole('button', { name: 'Seal secret' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Paste .env' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'ALPHA' }));
    const sheet = await screen.findByRole('dialog', { name: 'ALPHA' });
    expect(within(sheet).queryByRole('button', { name: /Replace|Edit|Delete/ })).toBeNull();
    expect(within(sheet).queryByText('Who can change or receive it')).toBeNull();
  });

  it('asks for no names where there is no right to list them, and says whom to ask', async () => {
    vi.mocked(fetchSecrets).mockClear();
    openVault({ grants: [] });
    expect(await screen.findByText(/that lists its names/)).toBeTruthy();
    expect(vi.mocked(fetchSecrets)).not.toHaveBeenCalled();
  });

  it('offers names and metadata as files, and says that no value is in them', async () => {
    const { user } = openVault();
    await user.click(screen.getByRole('button', { name: 'Export' }));
    expect(await screen.findByText('No value is in any of these files')).toBeTruthy();
    const files = screen.getAllByRole('menuitem').map((item) => item.getAttribute('href'));
    expect(files).toEqual(
      ['json', 'csv', 'dotenv'].map((one) => `/api/v1/teams/payments/secrets/export?format=${one}`),
    );
  });

  it.each([
    ['seal', 'Seal secret'],
    ['import', 'Import secrets'],
  ])('opens at ?do=%s what that asks for, once', async (what, title) => {
    window.history.replaceState(null, '', `/vault?scope=payments&do=${what}`);
    openVault({ importing });
    expect(await screen.findByRole('dialog', { name: title })).toBeTruthy();
    expect(window.location.search).toBe('?scope=payments');
  });

  it('takes ?do= out of the address while locked, and opens nothing', async () => {
    window.history.replaceState(null, '', '/vault?scope=payments&do=seal');
    openVault({ locked: true, importing });
    await findRow('ALPHA');
    expect(window.location.search).toBe('?scope=payments');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
