import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { fetchReminderHooks, fetchReminders } from '@/lib/client/reminders';
import type { ReminderHookView, ReminderView } from '@/lib/contracts/reminder';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { ToastProvider } from '@/components/ui/toast';
import { RemindersPanel } from './reminders-panel';

vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/reminders', async (original) => ({
  ...(await original<object>()),
  fetchReminderHooks: vi.fn(),
  fetchReminders: vi.fn(),
}));

const TEAM: ScopeSummary = {
  ...{ id: 'team_1', kind: 'team', slug: 'payments', name: 'Payments' },
  ...{ path: 'payments', parentId: 'org_1' },
};
const AT = '2026-11-22T12:00:00.000Z';
const HOOK: ReminderHookView = {
  ...{ id: 'rhk_1', scope: 'payments', url: 'https://hooks.example.org/r', createdAt: AT },
  ...{ createdBy: 'ada@acme.example', failures: 1, failure: 'status_410', inService: false },
  postedAt: null,
};
const DEAD: ReminderView = {
  ...{ id: 'rem_1', stage: 'overdue', key: 'LATE', scope: 'payments', version: 1, dueAt: AT },
  ...{ state: 'dead', hook: 'rhk_1', email: null, createdAt: AT, attempts: 8 },
  ...{ nextAttemptAt: null, sentAt: null, failure: 'timeout' },
};

function show(hooks: ReminderHookView[], reminders: ReminderView[], locked = false) {
  vi.mocked(fetchReminderHooks).mockResolvedValue({ items: hooks, next: null, mail: false });
  vi.mocked(fetchReminders).mockResolvedValue({ items: reminders, next: null });
  const sent: Record<string, FormDataEntryValue>[] = [];
  const taking = (result: unknown) => async (_previous: unknown, form: FormData) => {
    sent.push(Object.fromEntries(form));
    return { status: 'done' as const, result: result as never };
  };
  const secret = 'whsec_canary';
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <ToastProvider>
        <RemindersPanel
          scope={TEAM}
          locked={locked}
          actions={{
            create: taking({ hook: HOOK, secret }),
            test: taking({ ...HOOK, failure: null }),
            remove: taking({}),
            retry: taking({}),
          }}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return sent;
}

it('whoever adds a webhook is told that names leave the console, and sees its secret once', async () => {
  const sent = show([], []);
  expect(await screen.findByText(/are posted nowhere/)).toBeTruthy();
  expect(screen.getByText(/No mail is sent: SMTP_URL is not set/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Add webhook…' }));
  expect(screen.getByText(/Names of secrets .* leave the console/)).toBeTruthy();
  await userEvent.type(screen.getByLabelText('Address'), HOOK.url);
  await userEvent.click(screen.getByRole('button', { name: 'Add webhook' }));
  const shown = await screen.findByLabelText<HTMLInputElement>('Signing secret');
  expect(shown.value).toBe('whsec_canary');
  expect(sent).toEqual([{ scope: 'team_1', url: HOOK.url }]);
  await userEvent.click(screen.getByRole('button', { name: 'I have stored it' }));
  expect(document.body.innerHTML).not.toContain('whsec_canary');
});

it('a webhook out of service says why, and what was given up can be tried again', async () => {
  const sent = show([HOOK], [DEAD]);
  const hooks = within(await screen.findByRole('list', { name: 'Webhooks' }));
  expect(await hooks.findByText(/Out of service: it answered with status 410/)).toBeTruthy();
  const last = within(await screen.findByRole('list', { name: 'Last reminders' }));
  expect(last.getByText(/Given up: no answer within 10 seconds/)).toBeTruthy();
  await userEvent.click(last.getByRole('button', { name: 'Try again' }));
  await userEvent.click(hooks.getByRole('button', { name: 'Send test' }));
  await userEvent.click(hooks.getByRole('button', { name: `Delete ${HOOK.url}` }));
  await userEvent.click(await screen.findByRole('button', { name: 'Delete webhook' }));
  expect(sent).toEqual(['rem_1', 'rhk_1', 'rhk_1'].map((id) => ({ scope: 'team_1', id })));
});

it('while the console is locked nothing is offered that would be refused', async () => {
  show([HOOK], [DEAD], true);
  await screen.findByRole('list', { name: 'Last reminders' });
  expect(screen.queryAllByRole('button')).toEqual([]);
});
