import { configure, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchPageStarts, fetchSecrets } from '@/lib/client/api';
import type { SecretSummary } from '@/lib/contracts/secret';
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
vi.mock('@/lib/client/dependents', () => ({
  fetchDependents: async () => ({ items: [], workers: { total: 0, byThemselves: 0, first: [] } }),
}));
vi.mock('next/navigation', async (original) => {
  const { navigationOfWindow } = await import('@/lib/testing/page-of-window');
  return navigationOfWindow(original<object>);
});

const idle = async () => ({ status: 'idle' }) as const;
const NO_HISTORY = { rollBack: idle, destroy: idle, promote: idle, discard: idle, restore: idle };

let stored: StoredSecrets;

function store(keys: readonly string[]): void {
  stored = storedSecrets(
    'team',
    keys.map((key) => teamSecret(key)),
  );
  vi.mocked(fetchSecrets).mockImplementation(stored.fetchSecrets);
  vi.mocked(fetchPageStarts).mockImplementation(stored.fetchPageStarts);
}

const go = (search: string) =>
  window.history.replaceState(null, '', `/vault?scope=payments${search}`);
const focused = () => document.activeElement?.textContent;

beforeEach(() => {
  stubScrolling();
  window.scrollTo({ top: 0 });
  go('');
  store(['ALPHA', 'BRAVO', 'CHARLIE']);
});

describe('what is done to secrets from the list', () => {
  it('seals a secret: empties the fields, names it with its fingerprint, focuses its row', async () => {
    const sent: Record<string, FormDataEntryValue>[] = [];
    const { user, client } = openVault({
      putSecret: async (_previous, form) => {
        sent.push(Object.fromEntries([...form].filter(([, entry]) => entry !== '')));
        stored.items = [...stored.items, teamSecret('DELTA_KEY')];
        return { status: 'done', result: teamSecret('DELTA_KEY') };
      },
    });
    await findRow('ALPHA');
    await user.click(screen.getByRole('button', { name: 'Seal secret' }));
    const sheet = await screen.findByRole('dialog', { name: 'Seal secret' });
    expect(within(sheet).getByText(/Nobody, you included, can read this again/)).toBeTruthy();
    await user.type(within(sheet).getByLabelText('Name'), 'DELTA_KEY');
    await user.type(within(sheet).getByLabelText('Value'), 'canary-4711');
    await user.click(within(sheet).getByRole('button', { name: 'Seal secret' }));
    await waitFor(() => expect(focused()).toBe('DELTA_KEY'));
    expect(sent).toEqual([
      {
        scope: 'payments',
        ifVersion: '0',
        key: 'DELTA_KEY',
        source: 'text',
        value: 'canary-4711',
      },
    ]);
    expect(await screen.findByText('version 1 · 9c1e·04af')).toBeTruthy();
    expect(screen.queryByRole('dialog', { name: 'Seal secret' })).toBeNull();
    expect(document.documentElement.outerHTML).not.toContain('canary-4711');
    expect(
      JSON.stringify(
        client
          .getQueryCache()
          .getAll()
          .map((one) => one.state),
      ),
    ).not.toContain('canary-4711');
    expect(client.getMutationCache().getAll()).toEqual([]);
  });

  it('focuses the row of a name that was there already when it is sealed anew', async () => {
    const { user } = openVault({
      putSecret: async () => {
        stored.items = stored.items.map((one) =>
          one.key === 'BRAVO' ? teamSecret('BRAVO', 2) : one,
        );
        return { status: 'done', result: teamSecret('BRAVO', 2) };
      },
    });
    await findRow('BRAVO');
    await user.click(screen.getByRole('button', { name: 'Seal secret' }));
    const sheet = await screen.findByRole('dialog', { name: 'Seal secret' });
    await user.type(within(sheet).getByLabelText('Name'), 'BRAVO');
    expect(await within(sheet).findByText(/replaces its value with version 2/)).toBeTruthy();
    await user.click(within(sheet).getByRole('button', { name: 'Seal secret' }));
    expect(await screen.findByText('BRAVO replaced')).toBeTruthy();
    await waitFor(() => expect(focused()).toBe('BRAVO'));
  });

  it('deletes after saying what that means, and focuses the next row', async () => {
    const { user } = openVault({
      deleteSecret: async (_previous, form) => {
        stored.items = stored.items.filter((one) => one.key !== form.get('key'));
        return { status: 'done', result: null };
      },
    });
    await findRow('BRAVO');
    await user.click(screen.getByRole('button', { name: 'Actions for BRAVO' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete…' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete BRAVO?' });
    expect(dialog.textContent).toContain('bin for 30 days');
    expect(await within(dialog).findByText('No worker runs with it now.')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Delete secret' }));
    await waitFor(() => expect(focused()).toBe('CHARLIE'));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'BRAVO' })).toBeNull());
  });

  it('undoes a deletion from its message: the row is back and has focus', async () => {
    const gone: SecretSummary[] = [];
    const sent: unknown[] = [];
    const { user } = openVault({
      deleteSecret: async (_previous, form) => {
        gone.push(...stored.items.filter((one) => one.key === form.get('key')));
        stored.items = stored.items.filter((one) => one.key !== form.get('key'));
        return { status: 'done', result: null };
      },
      history: {
        ...NO_HISTORY,
        restore: async (_previous, form) => {
          sent.push(Object.fromEntries(form));
          stored.items = [...stored.items, ...gone];
          return { status: 'done', result: gone[0]! };
        },
      },
    });
    await findRow('BRAVO');
    await user.click(screen.getByRole('button', { name: 'Actions for BRAVO' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete…' }));
    await user.click(await screen.findByRole('button', { name: 'Delete secret' }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('BRAVO restored')).toBeTruthy();
    expect(sent).toEqual([{ scope: 'payments', secretId: 'sec_BRAVO' }]);
    await waitFor(() => expect(focused()).toBe('BRAVO'));
  });

  it('tells the second of two people whose change came first, and lets him decide again', async () => {
    const sent: FormData[] = [];
    const { user } = openVault({
      putSecret: async (_previous, form) => {
        sent.push(form);
        if (sent.length > 1) return { status: 'done', result: teamSecret('BRAVO', 3) };
        return {
          status: 'refused',
          code: 'version_conflict',
          message: 'The secret changed.',
          issues: [{ pointer: '/ifVersion', message: 'The current version is 2.' }],
          earlier: { version: 2, by: 'grace@acme.example', at: '2026-11-21T08:00:00.000Z' },
        };
      },
    });
    await findRow('BRAVO');
    await user.click(screen.getByRole('button', { name: 'Actions for BRAVO' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Replace value…' }));
    const sheet = await screen.findByRole('dialog', { name: /Replace value/ });
    await user.type(within(sheet).getByLabelText('New value'), 'canary-4712');
    await user.click(within(sheet).getByRole('button', { name: 'Replace value' }));
    const told = await within(sheet).findByRole('alert');
    expect(told.textContent).toMatch(/grace@acme.example sealed version 2 of BRAVO/);
    expect(told.textContent).toMatch(/Your value was not saved/);
    await user.click(within(sheet).getByRole('button', { name: 'Replace version 2' }));
    expect(await screen.findByText('BRAVO replaced')).toBeTruthy();
    expect(sent.map((form) => form.get('ifVersion'))).toEqual(['1', '2']);
    expect(sent[1]?.get('value')).toBe('canary-4712');
    expect(sent[1]?.get('decidedOn')).toBeNull();
  });

  /** Seals ZULU from the list as it stands. */
  async function sealZulu() {
    const { user } = openVault({
      putSecret: async () => {
        stored.items = [...stored.items, teamSecret('ZULU')];
        return { status: 'done', result: teamSecret('ZULU') };
      },
    });
    await user.click(screen.getByRole('button', { name: 'Seal secret' }));
    const sheet = await screen.findByRole('dialog', { name: 'Seal secret' });
    await user.type(within(sheet).getByLabelText('Name'), 'ZULU');
    await user.type(within(sheet).getByLabelText('Value'), 'canary');
    await user.click(within(sheet).getByRole('button', { name: 'Seal secret' }));
  }

  it('takes away a filter that hides what was sealed, says so, and focuses its row', async () => {
    go('&q=brav&type=api_key&sort=-name');
    await sealZulu();
    expect(await screen.findByText('It hid ZULU.')).toBeTruthy();
    await waitFor(() => expect(focused()).toBe('ZULU'));
    expect(window.location.search).toBe('?scope=payments&sort=-name');
  });

  it('focuses the row of what was sealed far beyond the rows that were read', async () => {
    store(Array.from({ length: 3000 }, (_, at) => `NAME_${String(at).padStart(4, '0')}`));
    await sealZulu();
    await waitFor(() => expect(focused()).toBe('ZULU'));
    expect(document.activeElement?.closest('tr')?.getAttribute('aria-rowindex')).toBe('3002');
    expect(screen.queryByText('It hid ZULU.')).toBeNull();
  });
});
