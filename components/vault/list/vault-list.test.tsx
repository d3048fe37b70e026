import { configure, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchPageStarts, fetchSecrets } from '@/lib/client/api';
import { RequestRefused } from '@/lib/client/request-refused';
import { findRow, openVault, teamSecret } from '@/lib/testing/open-vault';
import { stubScrolling } from '@/lib/testing/page-of-window';
import { storedSecrets, type StoredSecrets } from '@/lib/testing/stored-secrets';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

vi.mock('@/lib/client/api', async (original) => ({
  ...(await original<object>()),
  fetchSecrets: vi.fn(),
  fetchPageStarts: vi.fn(),
}));
vi.mock('next/navigation', async (original) => {
  const { navigationOfWindow } = await import('@/lib/testing/page-of-window');
  return navigationOfWindow(original<object>);
});
vi.mock('@/lib/client/history', () => ({
  fetchVersions: async () => ({ items: [], next: null }),
}));
vi.mock('@/lib/client/dependents', () => ({
  fetchDependents: async () => ({ items: [], workers: { total: 0, byThemselves: 0, first: [] } }),
}));

let stored: StoredSecrets;

function store(keys: readonly string[]): void {
  stored = storedSecrets(
    'team',
    keys.map((key) => teamSecret(key)),
  );
  vi.mocked(fetchSecrets).mockClear().mockImplementation(stored.fetchSecrets);
  vi.mocked(fetchPageStarts).mockClear().mockImplementation(stored.fetchPageStarts);
}

const MANY = Array.from({ length: 20_000 }, (_, at) => `NAME_${String(at).padStart(5, '0')}`);
const go = (search: string) =>
  window.history.replaceState(null, '', `/vault?scope=payments${search}`);
const focused = () => document.activeElement?.textContent;
const rows = () => within(screen.getByRole('table')).getAllByRole('row');

beforeEach(() => {
  stubScrolling();
  window.scrollTo({ top: 0 });
  go('');
  store(['ALPHA', 'BRAVO', 'CHARLIE']);
});

describe('the list of the vault', () => {
  it('moves between rows by arrows, opens one by Enter and returns focus after Esc', async () => {
    const { user } = openVault();
    (await findRow('ALPHA')).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(await findRow('CHARLIE'));
    await user.keyboard('{Home}{ArrowDown}{Enter}');
    const sheet = await screen.findByRole('dialog', { name: 'BRAVO' });
    expect(window.location.search).toContain('secret=BRAVO');
    expect(within(sheet).getByText('9c1e·04af·22b7·d310')).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(focused()).toBe('BRAVO'));
    expect(window.location.search).not.toContain('secret=');
  });

  it('filters by what is typed after a slash, says how many there are, and Esc shows all', async () => {
    const { user } = openVault();
    await findRow('ALPHA');
    expect(screen.getAllByText('3 names').length).toBeGreaterThan(0);
    await user.keyboard('/br');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'ALPHA' })).toBeNull());
    expect(await findRow('BRAVO')).toBeTruthy();
    expect(window.location.search).toContain('q=br');
    expect(await screen.findByText('1 of 3 names')).toBeTruthy();
    expect(screen.getByText('1 name found.')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(await findRow('ALPHA')).toBeTruthy();
  });

  it('has filters and the order in the address, and a chip to take each filter away', async () => {
    stored.items[1] = teamSecret('BRAVO', 1, { type: 'database_url', tags: ['eu'] });
    const { user } = openVault();
    await findRow('ALPHA');
    await user.click(screen.getByRole('button', { name: 'name' }));
    await waitFor(() => expect(rows()[1]?.textContent).toContain('CHARLIE'));
    expect(screen.getByRole('columnheader', { name: /name/ }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    await user.click(screen.getByRole('button', { name: 'Type' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'database URL' }));
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(window.location.search).toBe('?scope=payments&sort=-name&type=database_url');
    await user.click(screen.getByRole('button', { name: 'Only names with the tag eu' }));
    await user.click(
      screen.getByRole('button', { name: 'Take away the filter type: database URL' }),
    );
    expect(window.location.search).toBe('?scope=payments&sort=-name&tag=eu');
    await user.click(screen.getByRole('button', { name: 'Take away the filter tag: eu' }));
    await waitFor(() => expect(rows()).toHaveLength(4));
    expect(document.activeElement?.getAttribute('role')).toBe('searchbox');
  });

  it('says beside a name where its value lives, and lists what lives there', async () => {
    stored.items[1] = teamSecret('BRAVO', 1, {
      backend: 'vault',
      fingerprint: null,
      reference: 'billing?key=password',
      connector: { id: 'con_1', slug: 'vault', name: 'Vault', approved: true },
      atBackend: {
        checkedAt: '2026-11-20T10:00:00.000Z',
        fault: { code: 'denied', message: 'Let the token read billing.' },
        version: null,
        at: null,
        schedule: null,
      },
    });
    const { user } = openVault();
    const row = (await findRow('BRAVO')).closest('tr');
    expect(within(row!).getByText('value at Vault')).toBeTruthy();
    expect(within(row!).getByText(', could not be fetched')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'State' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Vault' }));
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(window.location.search).toBe('?scope=payments&backend=vault');
    await user.click(screen.getByRole('button', { name: 'Take away the filter backend: Vault' }));
    await waitFor(() => expect(rows()).toHaveLength(4));
  });

  it('says so when nothing fits, and clears the filter', async () => {
    go('&state=expired&q=ZULU');
    const { user } = openVault();
    await user.click(await screen.findByRole('button', { name: 'Clear filter' }));
    expect(await findRow('ALPHA')).toBeTruthy();
    expect(window.location.search).toBe('?scope=payments');
  });
});

describe('a list of 20,000 names', () => {
  beforeEach(() => store(MANY));

  it('has few rows on the page, and tells which of how many they are', async () => {
    openVault();
    await findRow('NAME_00000');
    expect(await screen.findAllByText('20,000 names')).not.toHaveLength(0);
    expect(rows().length).toBeLessThan(80);
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('20001');
    expect(rows()[1]?.getAttribute('aria-rowindex')).toBe('2');
  });

  it('is gone through by keys from end to end, reading only the pages one comes to', async () => {
    const { user } = openVault();
    (await findRow('NAME_00000')).focus();
    await screen.findAllByText('20,000 names');
    await user.keyboard('{End}');
    await waitFor(() => expect(focused()).toBe('NAME_19999'));
    expect(document.activeElement?.closest('[role=row]')?.getAttribute('aria-rowindex')).toBe(
      '20001',
    );
    await user.keyboard('{ArrowUp}{PageUp}');
    await waitFor(() => expect(focused()).toMatch(/^NAME_199[78]\d$/));
    expect(rows().length).toBeLessThan(120);
    await user.keyboard('{Home}');
    await waitFor(() => expect(focused()).toBe('NAME_00000'));
    expect(vi.mocked(fetchSecrets).mock.calls.length).toBeLessThan(8);
  });

  it('keeps the focus on its row, and the row there, however far the page is scrolled', async () => {
    openVault();
    (await findRow('NAME_00000')).focus();
    await screen.findAllByText('20,000 names');
    // The page may not be long enough yet when it is first scrolled.
    await waitFor(() => {
      window.scrollTo({ top: 360_000 });
      expect(screen.queryByRole('button', { name: 'NAME_10010' })).toBeTruthy();
    });
    expect(focused()).toBe('NAME_00000');
    expect(rows().length).toBeLessThan(80);
  });

  it('shows the name in the address wherever it is', async () => {
    go('&secret=NAME_12345');
    openVault();
    await screen.findByRole('dialog', { name: 'NAME_12345' });
    await waitFor(() =>
      expect(document.querySelector('[data-row="NAME_12345"]')?.closest('tr')).toBeTruthy(),
    );
    expect(window.scrollY).toBeGreaterThan(400_000);
  });

  it('waits with that until the list is as long as the place of the name', async () => {
    let tellLength = () => {};
    const told = new Promise<void>((resolve) => (tellLength = resolve));
    vi.mocked(fetchPageStarts).mockImplementation(async (wanted) => {
      if (wanted.positionOf === undefined) await told;
      return stored.fetchPageStarts(wanted);
    });
    go('&secret=NAME_12345');
    openVault();
    await screen.findByRole('dialog', { name: 'NAME_12345' });
    await waitFor(() => expect(fetchPageStarts).toHaveBeenCalledTimes(2));
    expect(window.scrollY).toBe(0);
    tellLength();
    await waitFor(() => expect(window.scrollY).toBeGreaterThan(400_000));
  });

  it('says when a part of it cannot be read, and reads it again', async () => {
    const { user } = openVault();
    (await findRow('NAME_00000')).focus();
    await screen.findAllByText('20,000 names');
    vi.mocked(fetchSecrets).mockRejectedValue(new RequestRefused('unreachable', 'No answer.'));
    await user.keyboard('{End}');
    expect((await screen.findByRole('alert')).textContent).toContain(
      'could not be read. No answer.',
    );
    vi.mocked(fetchSecrets).mockImplementation(stored.fetchSecrets);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await findRow('NAME_19999')).toBeTruthy();
  });
});
