import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchSecrets } from '@/lib/client/api';
import { RequestRefused } from '@/lib/client/request-refused';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { sampleSecret } from '@/lib/testing/sample-secret';
import type { FormTarget } from '@/components/ui/form';
import { ToastProvider } from '@/components/ui/toast';
import { VaultPanel } from './vault-panel';

// Whole journeys through the panel: slow machines need their time.
vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 5000 });

vi.mock('@/lib/client/api', () => ({ fetchSecrets: vi.fn() }));
vi.mock('@/lib/client/dependents', () => ({ fetchDependents: async () => ({ items: [] }) }));
vi.mock('@/lib/client/history', () => ({
  fetchVersions: async () => ({ items: [], next: null }),
}));
vi.mock('next/navigation', async (original) => {
  const { useSyncExternalStore } = await import('react');
  const listeners = new Set<() => void>();
  for (const method of ['pushState', 'replaceState'] as const) {
    const native = window.history[method].bind(window.history);
    window.history[method] = (...args) => {
      native(...args);
      for (const listener of listeners) listener();
    };
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    ...(await original<object>()),
    useSearchParams: () =>
      new URLSearchParams(useSyncExternalStore(subscribe, () => window.location.search)),
  };
});

const ORG: ScopeSummary = {
  id: 'org_1',
  kind: 'organization',
  slug: 'acme',
  name: 'Acme',
  path: '_platform',
  parentId: null,
};
const TEAM: ScopeSummary = {
  id: 'team_1',
  kind: 'team',
  slug: 'payments',
  name: 'Payments',
  path: 'payments',
  parentId: 'org_1',
};

const secret = (key: string, version = 1) =>
  sampleSecret({
    id: `sec_${key}`,
    key,
    version,
    scope: { kind: 'team', id: 'team_1', path: 'payments' },
  });

let stored: SecretSummary[] = [];

beforeEach(() => {
  window.history.replaceState(null, '', '/vault?scope=payments');
  stored = ['ALPHA', 'BRAVO', 'CHARLIE'].map((key) => secret(key));
  vi.mocked(fetchSecrets).mockImplementation(async ({ kind, q = '' }) => {
    const items = kind === 'team' ? stored.filter((one) => one.key.includes(q.toUpperCase())) : [];
    return { items, keys: items.map((one) => one.key), next: null };
  });
});
afterEach(cleanup);

function setUp(
  put?: FormTarget<SecretSummary>,
  remove?: FormTarget<unknown>,
  locked = false,
  restore?: FormTarget<SecretSummary>,
) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const idle = async () => ({ status: 'idle' }) as const;
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <VaultPanel
          scopes={[ORG, TEAM]}
          origin="https://keystow.test"
          locked={locked}
          putSecret={put ?? idle}
          describeSecret={idle}
          deleteSecret={remove ?? idle}
          history={{ rollBack: idle, destroy: idle, restore: restore ?? idle }}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { client, user: userEvent.setup() };
}

const row = (key: string) => screen.findByRole('button', { name: key });

describe('the vault panel', () => {
  it('shows the level of the scope in the address, and tells which scope each tab means', async () => {
    setUp();
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
    setUp();
    expect(await screen.findByText(/Secrets that every app of/)).toBeTruthy();
    expect(screen.getByText(/https:\/\/keystow.test\/api\/v1\/platform\/secrets/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Seal the first secret' })).toBeTruthy();
  });

  it('offers a new scope where a tab has none chosen', async () => {
    const { user } = setUp();
    await user.click(screen.getByRole('tab', { name: 'App' }));
    await user.click(await screen.findByRole('button', { name: 'New workspace…' }));
    expect(new URLSearchParams(window.location.search).get('new')).toBe('workspace');
  });

  it('moves between rows by arrows, opens one by Enter and returns focus after Esc', async () => {
    const { user } = setUp();
    (await row('ALPHA')).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(await row('CHARLIE'));
    await user.keyboard('{Home}{ArrowDown}{Enter}');
    const sheet = await screen.findByRole('dialog', { name: 'BRAVO' });
    expect(window.location.search).toContain('secret=BRAVO');
    expect(within(sheet).getByText('9c1e·04af·22b7·d310')).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('BRAVO'));
    expect(window.location.search).not.toContain('secret=');
  });

  it('filters by what is typed after a slash', async () => {
    const { user } = setUp();
    await row('ALPHA');
    await user.keyboard('/br');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'ALPHA' })).toBeNull());
    expect(await row('BRAVO')).toBeTruthy();
    expect(window.location.search).toContain('q=br');
    await user.keyboard('{Escape}');
    expect(await row('ALPHA')).toBeTruthy();
  });

  it('seals a secret: empties the fields, names it with its fingerprint, focuses its row', async () => {
    const sent: Record<string, FormDataEntryValue>[] = [];
    const { user, client } = setUp(async (_previous, form) => {
      sent.push(Object.fromEntries([...form].filter(([, entry]) => entry !== '')));
      stored = [...stored, secret('DELTA_KEY')];
      return { status: 'done', result: secret('DELTA_KEY') };
    });
    await row('ALPHA');
    await user.click(screen.getByRole('button', { name: 'Seal secret' }));
    const sheet = await screen.findByRole('dialog', { name: 'Seal secret' });
    expect(within(sheet).getByText(/Nobody, you included, can read this again/)).toBeTruthy();
    await user.type(within(sheet).getByLabelText('Name'), 'DELTA_KEY');
    await user.type(within(sheet).getByLabelText('Value'), 'canary-4711');
    await user.click(within(sheet).getByRole('button', { name: 'Seal secret' }));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('DELTA_KEY'));
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
    const { user } = setUp(async () => {
      stored = stored.map((one) => (one.key === 'BRAVO' ? secret('BRAVO', 2) : one));
      return { status: 'done', result: secret('BRAVO', 2) };
    });
    await row('BRAVO');
    await user.click(screen.getByRole('button', { name: 'Seal secret' }));
    const sheet = await screen.findByRole('dialog', { name: 'Seal secret' });
    await user.type(within(sheet).getByLabelText('Name'), 'BRAVO');
    expect(within(sheet).getByText(/replaces its value with version 2/)).toBeTruthy();
    await user.click(within(sheet).getByRole('button', { name: 'Seal secret' }));
    expect(await screen.findByText('BRAVO replaced')).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.textContent).toBe('BRAVO'));
  });

  it('deletes after saying what that means, and focuses the next row', async () => {
    const { user } = setUp(undefined, async (_previous, form) => {
      stored = stored.filter((one) => one.key !== form.get('key'));
      return { status: 'done', result: null };
    });
    await row('BRAVO');
    await user.click(screen.getByRole('button', { name: 'Actions for BRAVO' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete…' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete BRAVO?' });
    expect(dialog.textContent).toContain('bin for 30 days');
    expect(dialog.textContent).toContain('Running processes keep what they have');
    await user.click(within(dialog).getByRole('button', { name: 'Delete secret' }));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('CHARLIE'));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'BRAVO' })).toBeNull());
  });

  it('undoes a deletion from its message: the row is back and has focus', async () => {
    const gone: SecretSummary[] = [];
    const sent: unknown[] = [];
    const { user } = setUp(
      undefined,
      async (_previous, form) => {
        gone.push(...stored.filter((one) => one.key === form.get('key')));
        stored = stored.filter((one) => one.key !== form.get('key'));
        return { status: 'done', result: null };
      },
      false,
      async (_previous, form) => {
        sent.push(Object.fromEntries(form));
        stored = [...stored, ...gone];
        return { status: 'done', result: gone[0]! };
      },
    );
    await row('BRAVO');
    await user.click(screen.getByRole('button', { name: 'Actions for BRAVO' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete…' }));
    await user.click(await screen.findByRole('button', { name: 'Delete secret' }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('BRAVO restored')).toBeTruthy();
    expect(sent).toEqual([{ scope: 'payments', secretId: 'sec_BRAVO' }]);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('BRAVO'));
  });

  it('tells the second of two people whose change came first, and lets him decide again', async () => {
    const sent: FormData[] = [];
    const { user } = setUp(async (_previous, form) => {
      sent.push(form);
      if (sent.length > 1) return { status: 'done', result: secret('BRAVO', 3) };
      return {
        status: 'refused',
        code: 'version_conflict',
        message: 'The secret changed.',
        issues: [{ pointer: '/ifVersion', message: 'The current version is 2.' }],
        earlier: { version: 2, by: 'grace@acme.example', at: '2026-11-21T08:00:00.000Z' },
      };
    });
    await row('BRAVO');
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

  it('tells why names cannot be read, with the request, and that nothing was changed', async () => {
    vi.mocked(fetchSecrets).mockRejectedValue(
      new RequestRefused('locked', 'The console is locked.', { status: 423, requestId: 'r-1' }),
    );
    setUp();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The console is locked. Nothing was changed. Request r-1');
    expect(within(alert).getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('offers nothing that writes while locked', async () => {
    const { user } = setUp(undefined, undefined, true);
    await row('ALPHA');
    expect(screen.queryByRole('button', { name: 'Seal secret' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Actions for ALPHA' }));
    const items = await screen.findAllByRole('menuitem');
    expect(items.map((item) => item.textContent)).toEqual(['Facts']);
  });
});
