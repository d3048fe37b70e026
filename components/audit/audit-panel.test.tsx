import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuditEventView } from '@/lib/contracts/audit';
import type { AuditVerification } from '@/lib/contracts/audit-verification';
import type { AuditActions } from './audit-actions';
import { AuditPanel } from './audit-panel';
import type { AuditSight } from './audit-view';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('next/navigation', async (original) => {
  const { navigationOfWindow } = await import('@/lib/testing/page-of-window');
  return navigationOfWindow(original<object>);
});

function event(number: number, fields: Partial<AuditEventView> = {}): AuditEventView {
  return {
    number: String(number),
    at: '2026-11-20T10:00:00.000Z',
    action: 'secret.replaced',
    actor: { kind: 'user', id: 'usr_1', name: 'ada@acme.example' },
    target: { kind: 'secret', id: 'sec_1', name: 'STRIPE_KEY' },
    scope: { kind: 'app', id: 'app_1', path: 'payments.production.billing' },
    details: { version: 3, state: 'current' },
    request: 'req-1',
    pended: false,
    erased: false,
    ...fields,
  };
}

const WHOLE: AuditVerification = {
  ok: true,
  events: 2,
  head: { size: '2', root: 'ab'.repeat(32) },
  headChecked: true,
  faults: [],
  checkpoints: 1,
  seconds: 0.1,
};

const asked: string[] = [];

const WIDE: AuditSight = { within: null, managesKeys: true, managesPeople: true };
const nothing = async () => ({
  status: 'refused' as const,
  code: 'internal',
  message: '',
  issues: [],
});
const ACTIONS: AuditActions = {
  addWebhook: nothing,
  removeWebhook: nothing,
  postWebhook: nothing,
  setRetention: nothing,
};

function setUp(items: readonly AuditEventView[], verified = WHOLE, sight = WIDE) {
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    return Response.json(address.includes('/verify') ? verified : { items, next: null });
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <AuditPanel sight={sight} locked={false} actions={ACTIONS} />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

describe('the audit page', () => {
  beforeEach(() => {
    asked.length = 0;
    window.history.replaceState(null, '', '/audit');
  });

  it('tells who did what to what, and everything else on demand', async () => {
    const user = setUp([
      event(2),
      event(1, { erased: true, actor: null, target: null, scope: null }),
    ]);
    const rows = within(await screen.findByRole('table'))
      .getAllByRole('row')
      .slice(1);
    expect(rows[0]!.textContent).toContain('secret.replaced');
    expect(rows[0]!.textContent).toContain('payments.production.billing');
    expect(rows[1]!.textContent).toContain('erased');
    await user.click(screen.getByRole('button', { name: 'Details of event 2' }));
    expect(await screen.findByText('req-1')).toBeTruthy();
    expect(screen.getByText('2026-11-20T10:00:00.000Z')).toBeTruthy();
    const links = ['Roles of ada@acme.example', 'Facts of STRIPE_KEY'].map((name) =>
      screen.getByRole('link', { name }).getAttribute('href'),
    );
    expect(links).toEqual([
      '/access?person=usr_1',
      '/vault?scope=payments.production.billing&secret=STRIPE_KEY',
    ]);
  });

  it('is narrowed in the address, by act, actor and target', async () => {
    const user = setUp([event(2)]);
    await user.click(await screen.findByRole('button', { name: 'STRIPE_KEY' }));
    await waitFor(() => expect(asked.at(-1)).toContain('target=sec_1'));
    await user.selectOptions(screen.getByLabelText('Acts'), 'Secrets');
    await waitFor(() => expect(window.location.search).toBe('?target=sec_1&action=secret.'));
    await user.click(screen.getByRole('button', { name: 'Take away: to STRIPE_KEY' }));
    await waitFor(() => expect(window.location.search).toBe('?action=secret.'));
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    await waitFor(() => expect(window.location.search).toBe(''));
  });

  it('asks for a scope that the reader may read, and offers what is of the whole log to no one else', async () => {
    window.history.replaceState(null, '', '/audit?scope=search&below=1');
    setUp([event(2)], WHOLE, { within: ['payments'], managesKeys: false, managesPeople: false });
    await screen.findByRole('table');
    expect(asked[0]).toContain('scope=payments');
    expect(screen.queryByRole('button', { name: 'Verify log' })).toBeNull();
    const tabs = screen.getAllByRole('tab').map((tab) => tab.textContent);
    expect(tabs).toEqual(['Events', 'Refusals']);
  });

  it('asks for each of the scopes that the reader may read, and for what the address names within', async () => {
    const sight = { within: ['payments', 'search'], managesKeys: false, managesPeople: false };
    const user = setUp([event(2)], WHOLE, sight);
    await screen.findByRole('table');
    expect(asked[0]).toContain('scope=payments');
    await user.selectOptions(screen.getByLabelText('Scope'), 'search');
    await waitFor(() => expect(asked.at(-1)).toContain('scope=search'));
    cleanup();
    window.history.replaceState(null, '', '/audit?scope=search.production');
    setUp([event(2)], WHOLE, sight);
    await waitFor(() => expect(asked.at(-1)).toContain('scope=search.production'));
  });

  it('says of every side of it which log it is of, and that the installation keeps its own', async () => {
    window.history.replaceState(null, '', '/audit?view=retention');
    const user = setUp([]);
    await user.selectOptions(screen.getByLabelText('Log'), 'The installation');
    expect(
      await screen.findByText('The events of the installation are kept for ever.'),
    ).toBeTruthy();
  });

  it('says what could not be checked while the console is locked', async () => {
    const user = setUp([event(1)], { ...WHOLE, headChecked: false });
    await user.click(await screen.findByRole('button', { name: 'Verify log' }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText(/Everything but the head/)).toBeTruthy();
  });

  it('says whether the log is what was written, and where it is not', async () => {
    const fault = {
      kind: 'edited',
      number: '1',
      message: 'The text of an event was changed.',
    } as const;
    const user = setUp([event(1)], { ...WHOLE, ok: false, faults: [fault] });
    await user.click(await screen.findByRole('button', { name: 'Verify log' }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('The log is not what was written.')).toBeTruthy();
    expect(within(dialog).getByText(/The text of an event was changed/)).toBeTruthy();
  });
});
