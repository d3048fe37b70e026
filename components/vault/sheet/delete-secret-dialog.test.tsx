import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { fetchDependents } from '@/lib/client/dependents';
import { RequestRefused } from '@/lib/client/request-refused';
import { sampleConnector } from '@/lib/testing/sample-connector';
import { sampleSecret } from '@/lib/testing/sample-secret';
import type { FormTarget } from '@/components/ui/form';
import { ToastProvider } from '@/components/ui/toast';
import { DeleteSecretDialog } from './delete-secret-dialog';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/dependents', () => ({ fetchDependents: vi.fn() }));
vi.mock('@/lib/client/connectors', () => ({
  fetchServingConnectors: async () => [sampleConnector()],
}));

const SECRET = sampleSecret({ key: 'DATABASE_URL' });
const aliases = (...keys: string[]) =>
  keys.map((key) => ({ kind: 'alias' as const, key, path: 'payments.production' }));

async function setUp(action?: FormTarget<unknown>, secret = SECRET) {
  const sent: unknown[] = [];
  const onDeleted = vi.fn();
  const done: FormTarget<unknown> = async (_previous, form) => {
    sent.push(Object.fromEntries(form));
    return { status: 'done', result: null };
  };
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <ToastProvider>
        <DeleteSecretDialog
          secret={secret}
          action={action ?? done}
          restore={async () => ({ status: 'idle' })}
          onClose={vi.fn()}
          onDeleted={onDeleted}
          onRestored={vi.fn()}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete DATABASE_URL?' }));
  const button = dialog.getByRole('button', { name: 'Delete secret' });
  return { dialog, button, sent, onDeleted, user: userEvent.setup() };
}

const ready = (button: HTMLElement) =>
  waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull());

const NONE = { total: 0, byThemselves: 0, first: [] };

describe('deleting a secret', () => {
  it('leaves the value at its backend, unless that is to go as well', async () => {
    vi.mocked(fetchDependents).mockResolvedValue({ items: [], workers: NONE });
    const { id, slug, name } = sampleConnector();
    const elsewhere = sampleSecret({
      key: 'DATABASE_URL',
      backend: 'aws',
      reference: 'prod/billing',
      connector: { id, slug, name, approved: true },
    });
    const { dialog, button, sent, user } = await setUp(undefined, elsewhere);
    expect(dialog.getByText('prod/billing').parentElement?.textContent).toMatch(/stays there/);
    await user.click(await dialog.findByRole('checkbox', { name: /^Delete it there as well/ }));
    await ready(button);
    await user.click(button);
    expect(sent).toMatchObject([{ key: 'DATABASE_URL', atBackend: 'yes' }]);
  });

  it('names the processes that run with it', async () => {
    const first = [{ host: 'web-1', command: 'node', path: 'payments.production.billing' }];
    vi.mocked(fetchDependents).mockResolvedValueOnce({
      items: [],
      workers: { total: 6, byThemselves: 2, first },
    });
    const { dialog } = await setUp();
    const told = await dialog.findByText(/6 running workers: node on web-1 and 5 more/);
    expect(told.textContent).toMatch(
      /2 restart by themselves without it; 4 keep the value they have until they are restarted or end\.$/,
    );
  });

  it('is light where nothing depends on it, once that is known', async () => {
    let tell: (answer: Awaited<ReturnType<typeof fetchDependents>>) => void = () => undefined;
    vi.mocked(fetchDependents).mockReturnValueOnce(new Promise((resolve) => (tell = resolve)));
    const { dialog, button, sent, onDeleted, user } = await setUp();
    await user.click(button);
    expect(sent).toEqual([]);
    tell({ items: [], workers: NONE });
    await ready(button);
    expect(dialog.queryByRole('textbox')).toBeNull();
    await user.click(button);
    await waitFor(() => expect(onDeleted).toHaveBeenCalledTimes(1));
    expect(sent).toEqual([{ scope: SECRET.scope.path, key: 'DATABASE_URL' }]);
  });

  it('names what depends on it, and asks for its name', async () => {
    vi.mocked(fetchDependents).mockResolvedValueOnce({
      items: aliases('PG_URL', 'REPORTS_DB'),
      workers: NONE,
    });
    const { dialog, button, sent, onDeleted, user } = await setUp();
    const typed = await dialog.findByLabelText('Type DATABASE_URL to confirm');
    expect(dialog.getByText('2 aliases deliver its value, and will deliver nothing:')).toBeTruthy();
    expect(
      dialog
        .getAllByRole('listitem')
        .slice(-2)
        .map((item) => item.textContent),
    ).toEqual(['PG_URL in payments.production', 'REPORTS_DB in payments.production']);
    await ready(button);
    await user.type(typed, 'database_url');
    await user.click(button);
    expect(await dialog.findByText(/exactly as it is written here/)).toBeTruthy();
    expect(sent).toEqual([]);
    await user.clear(typed);
    await user.type(typed, 'DATABASE_URL');
    await user.click(button);
    await waitFor(() => expect(onDeleted).toHaveBeenCalled());
    expect(sent).toMatchObject([{ confirm: 'DATABASE_URL' }]);
  });

  it('asks for its name where what depends on it cannot be read', async () => {
    vi.mocked(fetchDependents).mockRejectedValueOnce(
      new RequestRefused('unavailable', 'The database is away.', { status: 503 }),
    );
    const { dialog, button, sent, user } = await setUp();
    expect((await dialog.findByRole('alert')).textContent).toContain('The database is away.');
    await ready(button);
    await user.click(button);
    expect(await dialog.findByText(/exactly as it is written here/)).toBeTruthy();
    expect(sent).toEqual([]);
  });

  it('looks again when an alias came meanwhile, and then asks for its name', async () => {
    vi.mocked(fetchDependents)
      .mockResolvedValueOnce({ items: [], workers: NONE })
      .mockResolvedValueOnce({ items: aliases('LATE_ALIAS'), workers: NONE });
    const { dialog, button, user } = await setUp(async () => ({
      status: 'refused',
      code: 'conflict',
      message: 'One alias delivers the value.',
      issues: [{ pointer: '/confirm', message: 'Confirm with its name.' }],
    }));
    await ready(button);
    await user.click(button);
    expect(await dialog.findByLabelText('Type DATABASE_URL to confirm')).toBeTruthy();
    expect(dialog.getByText('LATE_ALIAS')).toBeTruthy();
  });
});
