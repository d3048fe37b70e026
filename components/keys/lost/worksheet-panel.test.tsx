import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorksheetProgress, WorksheetRow } from '@/lib/contracts/lost-key';
import { IntakeLinkMaker } from '@/components/intake/intake-link-maker';
import { ToastProvider } from '@/components/ui/toast';
import { WorksheetPanel } from './worksheet-panel';

vi.mock('next/navigation', async (original) => {
  const { navigationOfWindow } = await import('@/lib/testing/page-of-window');
  return navigationOfWindow(original<object>);
});

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

function line(key: string, fields: Partial<WorksheetRow> = {}): WorksheetRow {
  return {
    id: `sec_${key}`,
    key,
    scope: { kind: 'app', id: 'app_1', path: 'payments.production.billing' },
    type: 'api_key',
    description: null,
    owner: null,
    dependents: 0,
    lostVersion: 1,
    lostAt: '2026-11-20T10:00:00.000Z',
    state: 'open',
    enteredAt: null,
    enteredBy: null,
    ...fields,
  };
}

const PROGRESS: WorksheetProgress = {
  resets: [
    {
      id: 'krs_1',
      at: '2026-11-20T10:00:00.000Z',
      by: 'ada@acme.example',
      lostFingerprints: ['mk_3fa9d2e1b40781c1'],
      masterFingerprint: 'mk_77b0aa12c3de9f04',
      versionsLost: 5,
    },
  ],
  open: 2,
  done: 1,
  groups: [
    { id: 'usr_1', name: 'Ada', open: 1, done: 1 },
    { id: null, name: null, open: 1, done: 0 },
  ],
  people: [{ name: 'Ada', email: 'ada@acme.example', again: false }],
  connectors: [{ id: 'con_1', slug: 'vault-prod', path: 'payments' }],
  instances: [{ id: 'ins_1', slug: 'shop-db' }],
};

const asked: string[] = [];

function answer(progress: WorksheetProgress, items: readonly WorksheetRow[]) {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (address: string) => {
      asked.push(address);
      return Response.json(address.includes('/progress') ? progress : { items, next: null });
    }),
  );
}

function setUp() {
  const make = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <IntakeLinkMaker make={make}>
          <WorksheetPanel recover={vi.fn()} />
        </IntakeLinkMaker>
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { user: userEvent.setup() };
}

describe('the worksheet of a lost key', () => {
  beforeEach(() => {
    asked.length = 0;
    window.history.replaceState(null, '', '/keys/lost');
  });

  it('teaches where no key was ever lost', async () => {
    const lost = { groups: [], people: [], connectors: [], instances: [] };
    answer({ resets: [], open: 0, done: 0, ...lost }, []);
    setUp();
    expect(await screen.findByText(/No master key was ever given up here/)).toBeTruthy();
  });

  it('says how far it has come, by owner, and who has no second factor any more', async () => {
    answer(PROGRESS, [line('STRIPE_KEY'), line('OTHER', { dependents: 2 })]);
    setUp();
    expect(await screen.findByText(/1 of 3 secrets have a value again, 2 to enter/)).toBeTruthy();
    expect(screen.getByRole('button', { name: /Ada.*1 of 2/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: /nobody answers for these.*0 of 1/ })).toBeTruthy();
    expect(await screen.findByText('2 aliases')).toBeTruthy();
    expect(screen.getByText('password alone')).toBeTruthy();
    expect(screen.getByText('mk_3fa9d2e1b40781c1')).toBeTruthy();
  });

  it('names connectors and database connections whose credentials are to be entered again', async () => {
    answer(PROGRESS, []);
    setUp();
    expect(await screen.findByText('vault-prod')).toBeTruthy();
    expect(screen.getByText('shop-db')).toBeTruthy();
    expect(screen.getAllByText('without credentials')).toHaveLength(2);
  });

  it('is narrowed to a group and a state, in the address', async () => {
    answer(PROGRESS, [line('STRIPE_KEY')]);
    const { user } = setUp();
    await user.click(await screen.findByRole('button', { name: /nobody answers/ }));
    await waitFor(() => expect(asked.at(-1)).toContain('owner=none'));
    expect(asked.at(-1)).toContain('state=open');
    expect(window.location.search).toBe('?group=none');
    await user.click(screen.getByRole('tab', { name: 'By type' }));
    await waitFor(() => expect(window.location.search).toBe('?by=type'));
  });

  it('asks somebody else for the lines that were chosen', async () => {
    answer(PROGRESS, [line('STRIPE_KEY'), line('OTHER'), line('DONE', { state: 'entered' })]);
    const { user } = setUp();
    const ask = await screen.findByRole('button', { name: 'Make intake link…' });
    expect(ask).toHaveProperty('disabled', true);
    const table = await screen.findByRole('table');
    expect(within(table).getAllByRole('checkbox')).toHaveLength(2);
    await user.click(screen.getByRole('checkbox', { name: 'Choose all shown' }));
    expect(screen.getByRole('checkbox', { name: '2 secrets chosen' })).toBeTruthy();
    await user.click(ask);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('The link asks for 2 values')).toBeTruthy();
  });
});
