import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchOutlook, fetchRotation, fetchRotationWindows } from '@/lib/client/rotation';
import type { FormState } from '@/lib/contracts/form-state';
import type { RotationItem, RotationOutlook, RotationWindow } from '@/lib/contracts/rotation';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Permission } from '@/lib/domain/permissions';
import { ROTATION_STATUSES, type RotationStatus } from '@/lib/domain/rotation';
import { ToastProvider } from '@/components/ui/toast';
import { DAY_MS } from '@/lib/domain/durations';
import { RotationPanel } from './rotation-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/rotation', async (original) => ({
  ...(await original<object>()),
  fetchRotation: vi.fn(),
  fetchOutlook: vi.fn(),
  fetchRotationWindows: vi.fn(),
}));
const at = vi.hoisted(() => ({ search: '' }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  useSearchParams: () => new URLSearchParams(at.search),
}));
beforeEach(() => {
  at.search = 'scope=payments';
});

const ORG: ScopeSummary = {
  ...{ id: 'org_1', kind: 'organization', slug: 'acme', name: 'Acme' },
  ...{ path: '_platform', parentId: null },
};
const TEAM: ScopeSummary = {
  ...{ id: 'team_1', kind: 'team', slug: 'payments', name: 'Payments' },
  ...{ path: 'payments', parentId: 'org_1' },
};
const NOW = '2026-11-22T12:00:00.000Z';
const inDays = (days: number) => new Date(Date.parse(NOW) + days * DAY_MS).toISOString();

function item(key: string, status: RotationStatus, fields: Partial<RotationItem> = {}) {
  const made: RotationItem = {
    ...{ id: `sec_${key}`, key, subject: null, type: 'api_key', status },
    scope: { kind: 'team', id: 'team_1', path: 'payments' },
    ...{ windowDays: 90, since: inDays(-100), ageDays: 100, dueAt: inDays(-10), cause: 'age' },
    origin: { by: 'type', window: null, path: null, looser: false },
    ...{
      owner: null,
      dependents: { aliases: 1, workers: 4 },
      snooze: null,
      wizard: null,
      run: null,
    },
  };
  return { ...made, ...fields };
}

const LATE = item('LATE_KEY', 'overdue');
const SOON = item('SOON_KEY', 'due', {
  ...{ dueAt: inDays(5), ageDays: 25, windowDays: 30 },
  origin: { by: 'window', window: 'win_1', path: 'payments', looser: false },
  owner: { kind: 'person', id: `usr_${'a'.repeat(26)}`, name: 'Ada' },
});
const PUT_OFF = item('PUT_OFF', 'snoozed', {
  snooze: {
    ...{ until: inDays(7), reason: 'after the audit', snoozedAt: inDays(-1) },
    snoozedBy: 'ada@acme.example',
  },
});
const MASTER = item('Master key', 'upcoming', {
  ...{ id: 'master_key', subject: 'master_key', type: null, wizard: '/keys/rotate' },
  scope: { kind: 'organization', id: 'org_1', path: '_platform' },
  dueAt: inDays(60),
});

const WINDOW: RotationWindow = {
  ...{ id: 'win_1', inherited: false, key: null, type: 'api_key', subject: null, days: 180 },
  scope: { kind: 'team', id: 'team_1', path: 'payments' },
  ...{ looser: true, state: 'asked', reason: 'the provider cannot', setAt: inDays(-1) },
  ...{ setBy: 'bob@acme.example', signedAt: null, signedBy: null, endsAt: inDays(30) },
  ...{ endedAt: null, endedBy: null, maySign: true, mayEnd: true },
};

function outlookOf(items: readonly RotationItem[]): RotationOutlook {
  const counts = ROTATION_STATUSES.map((one) => [
    one,
    items.filter(({ status }) => status === one).length,
  ]);
  return {
    now: NOW,
    counts: Object.fromEntries(counts) as RotationOutlook['counts'],
    weeks: Array.from({ length: 13 }, (_, week) => ({
      ...{ from: inDays(7 * week), to: inDays(7 * week + 7) },
      count: week === 0 ? 1 : 0,
    })),
    ages: Array.from({ length: 11 }, (_, tenth) => ({
      ...{ from: tenth / 10, to: tenth === 10 ? null : (tenth + 1) / 10 },
      count: tenth === 10 ? 1 : 0,
    })),
  };
}

type Target = (previous: unknown, form: FormData) => Promise<FormState<never>>;

function show(
  items: RotationItem[],
  permissions: readonly Permission[] = ['secrets:list', 'secrets:write', 'rotation:run'],
  windows: RotationWindow[] = [],
) {
  vi.mocked(fetchRotation).mockImplementation(async ({ statuses }) => ({
    items: items.filter(({ status }) => statuses.includes(status)),
    now: NOW,
    next: null,
  }));
  vi.mocked(fetchOutlook).mockResolvedValue(outlookOf(items));
  const present = [
    { type: null, days: null },
    { type: 'api_key' as const, days: 90 },
  ];
  vi.mocked(fetchRotationWindows).mockResolvedValue({ items: windows, present, next: null });
  const sent: [string, Record<string, FormDataEntryValue>][] = [];
  const target =
    (name: string): Target =>
    async (_previous, form) => {
      sent.push([name, Object.fromEntries(form)]);
      return { status: 'refused', code: 'conflict', message: 'Refused here.', issues: [] };
    };
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <ToastProvider>
        <RotationPanel
          scopes={[ORG, TEAM]}
          grants={[{ scopeId: 'team_1', permissions }]}
          locked={false}
          putSecret={target('put')}
          actions={{
            setWindow: target('set'),
            signWindow: target('sign'),
            endWindow: target('end'),
            snooze: target('snooze'),
            endSnooze: target('endSnooze'),
            reminders: {
              create: target('createHook'),
              test: target('testHook'),
              remove: target('deleteHook'),
              retry: target('retryReminder'),
            },
          }}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { sent, user: userEvent.setup() };
}

const rowOf = async (name: string) => {
  const link = await screen.findByRole('link', { name });
  return within(link.closest('tr')!);
};

describe('the board', () => {
  it('has three bands, and folds what is snoozed and what nothing limits', async () => {
    const { user } = show([LATE, SOON, PUT_OFF, MASTER]);
    await rowOf('LATE_KEY');
    const bands = screen.getAllByRole('rowheader').map((one) => one.textContent);
    expect(bands).toEqual([
      'Overdue 1',
      'Due within 14 days 1',
      'Later 1',
      'Snoozed 1',
      'Without a window 0',
    ]);
    expect(screen.queryByRole('link', { name: 'PUT_OFF' })).toBeNull();
    await user.click(screen.getByRole('button', { name: /^Snoozed/ }));
    const row = await rowOf('PUT_OFF');
    expect(row.getByText(/after the audit/)).toBeTruthy();
  });

  it('says of each row how old it is, why it may be, and what depends on it', async () => {
    show([LATE, SOON]);
    const late = await rowOf('LATE_KEY');
    expect(late.getByText('100 of 90 days · as its type')).toBeTruthy();
    expect(late.getByText('4 workers, 1 alias')).toBeTruthy();
    const soon = await rowOf('SOON_KEY');
    expect(soon.getByText('25 of 30 days · window set on payments')).toBeTruthy();
    expect(soon.getByRole('button', { name: 'Ada' })).toBeTruthy();
  });

  it('offers one next thing, and no more than the reader may do', async () => {
    show([LATE, MASTER]);
    const late = await rowOf('LATE_KEY');
    const begin = late.getByRole('link', { name: 'Rotate LATE_KEY' });
    expect(begin.getAttribute('href')).toBe(
      '/rotation/runs/new?scope=payments&secret=payments.LATE_KEY',
    );
    const master = await rowOf('Master key');
    const rotate = master.getByRole('link', { name: 'Rotate Master key' });
    expect(rotate.getAttribute('href')).toBe('/keys/rotate');
    cleanup();
    show([{ ...LATE, run: { id: 'rot_1', title: 'LATE_KEY' } }]);
    const open = await rowOf('LATE_KEY');
    const goOn = await open.findByRole('link', { name: 'Go on with LATE_KEY' });
    expect(goOn.getAttribute('href')).toBe('/rotation/runs/rot_1');
    cleanup();
    show([LATE], ['secrets:list', 'secrets:write']);
    const write = await rowOf('LATE_KEY');
    expect(write.getByRole('button', { name: 'Replace value of LATE_KEY' })).toBeTruthy();
    cleanup();
    show([LATE], ['secrets:list']);
    const read = await rowOf('LATE_KEY');
    expect(read.queryByRole('button', { name: /Replace/ })).toBeNull();
    expect(read.getByRole('link', { name: 'Facts of LATE_KEY' })).toBeTruthy();
  });

  it('asks for what the address says, and shows only the band of its status', async () => {
    at.search = 'scope=payments&q=stripe&type=api_key&owner=none&status=fine';
    show([item('STRIPE', 'fine', { dueAt: inDays(120) }), LATE]);
    await rowOf('STRIPE');
    expect(screen.getAllByRole('rowheader')).toHaveLength(1);
    expect(vi.mocked(fetchRotation).mock.lastCall?.[0]).toEqual({
      ...{ scope: 'team_1', q: 'stripe', type: 'api_key', owner: 'none', statuses: ['fine'] },
    });
    expect(screen.getByRole('button', { name: 'Take away the filter owner: nobody' })).toBeTruthy();
  });

  it('says in words what the chart shows', async () => {
    show([LATE]);
    expect(await screen.findByText(/^Week from 22 November: 1\.$/)).toBeTruthy();
    expect(screen.getByText('Over the window: 1.')).toBeTruthy();
  });

  it('says what belongs here where there is nothing', async () => {
    show([]);
    expect(await screen.findByText(/^What must be replaced in time stands here/)).toBeTruthy();
    expect(screen.getByText('keystow rotation list --scope payments')).toBeTruthy();
  });
});

describe('snoozing', () => {
  it('sends days and a reason for the thing that is meant, and keeps what was typed when refused', async () => {
    const { sent, user } = show([LATE]);
    const row = await rowOf('LATE_KEY');
    await user.click(row.getByRole('button', { name: 'More for LATE_KEY' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Snooze…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Snooze LATE_KEY' }));
    await user.type(dialog.getByLabelText(/^Reason/), 'after the audit');
    await user.click(dialog.getByRole('button', { name: 'Snooze' }));
    const form = { scope: 'team_1', key: 'LATE_KEY', days: '14', reason: 'after the audit' };
    await waitFor(() => expect(sent).toEqual([['snooze', form]]));
    expect(await dialog.findByText('Refused here.')).toBeTruthy();
    expect((dialog.getByLabelText(/^Reason/) as HTMLTextAreaElement).value).toBe('after the audit');
  });
});

describe('windows', () => {
  beforeEach(() => {
    at.search = 'scope=payments&view=windows';
  });

  it('asks for an end and says who is needed as soon as a window is looser than what holds', async () => {
    const { sent, user } = show([]);
    await user.click(await screen.findByRole('button', { name: 'Set window…' }));
    const name = 'Set a rotation window for payments';
    const dialog = within(await screen.findByRole('dialog', { name }));
    await user.selectOptions(dialog.getByLabelText('Of which secrets'), 'api_key');
    expect(dialog.getByText('90 days hold now.')).toBeTruthy();
    await user.type(dialog.getByLabelText('Days'), '60');
    expect(dialog.queryByLabelText(/^It ends after/)).toBeNull();
    await user.clear(dialog.getByLabelText('Days'));
    await user.type(dialog.getByLabelText('Days'), '120');
    await user.type(dialog.getByLabelText(/^It ends after/), '30');
    await user.type(dialog.getByLabelText(/^Reason/), 'the provider cannot');
    expect(dialog.getByText(/before a second person signs it/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Set window' }));
    const form = { scope: 'team_1', type: 'api_key', days: '120', endsInDays: '30' };
    await waitFor(() =>
      expect(sent).toEqual([['set', { ...form, reason: 'the provider cannot' }]]),
    );
  });

  it('offers to sign and to end only to those who may, telling the others who is waited for', async () => {
    const { sent, user } = show([], undefined, [WINDOW]);
    await user.click(await screen.findByRole('button', { name: /^Sign 180 days/ }));
    const name = 'Sign 180 days for every API key?';
    const dialog = within(await screen.findByRole('dialog', { name }));
    expect(dialog.getByText('the provider cannot')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Sign window' }));
    await waitFor(() => expect(sent).toEqual([['sign', { scope: 'team_1', id: 'win_1' }]]));
    cleanup();
    show([], undefined, [{ ...WINDOW, maySign: false, mayEnd: false }]);
    expect(await screen.findByText(/waits for a second person to sign it/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^(Sign|End) 180 days/ })).toBeNull();
  });
});
