import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { fetchBackups } from '@/lib/client/backups';
import type { BackupList, BackupView, RestoreDrill } from '@/lib/contracts/backup';
import { ToastProvider } from '@/components/ui/toast';
import { BackupsPanel } from './backups-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/backups', () => ({ fetchBackups: vi.fn(), BACKUPS_KEY: ['backups'] }));
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const NEEDS = 'mk_0123456789abcdef';
const PASSED: RestoreDrill = {
  drilledAt: '2026-01-03T00:00:00.000Z',
  drilledBy: 'ada@acme.example',
  passed: true,
  triedWith: NEEDS,
  steps: [{ step: 'values', ok: true, text: '12 of 12 were opened.' }],
  seconds: 2.5,
};
const BACKUP: BackupView = {
  id: 'bak_01h2xcejqtf2nbrexx3vqjhp41',
  takenAt: '2026-01-02T00:00:00.000Z',
  takenBy: 'ada@acme.example',
  scheduled: false,
  path: '/srv/backups/one.backup',
  bytes: 1536,
  rows: 1200,
  needs: NEEDS,
  inForce: true,
  migration: '20260101000000_first',
  present: true,
  verifiedAt: null,
  fault: null,
  drill: null,
};
const NONE: BackupList = {
  items: [],
  folder: '/srv/backups',
  policy: { everyHours: null, keep: 14, drillDays: 90, nextAt: null, failure: null },
  drillDueAt: null,
  unknownFiles: [],
  taking: null,
};

function show(list: BackupList, locked = false) {
  vi.mocked(fetchBackups).mockResolvedValue(list);
  const done = <T,>(result: T) =>
    vi.fn(async (_previous: unknown, _form: FormData) => ({ status: 'done' as const, result }));
  const actions = {
    take: done({ file: 'two.backup', needs: NEEDS }),
    verify: done({ fault: null }),
    drill: done(PASSED),
    changePolicy: done(NONE.policy),
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <BackupsPanel locked={locked} actions={actions} />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return actions;
}

it('says that there is none yet, and takes one', async () => {
  const { take } = show(NONE);
  expect(await screen.findByText(/No verified backup yet/)).toBeTruthy();
  expect(screen.getByText('None is taken by itself.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Take backup' }));
  await waitFor(() => expect(take).toHaveBeenCalled());
  expect(await screen.findByText(`two.backup needs ${NEEDS}`)).toBeTruthy();
});

it('lists each with its size, the key it needs and what is known of it, and verifies', async () => {
  const gone = { ...BACKUP, id: 'bak_01h2xcejqtf2nbrexx3vqjhp42', present: false, inForce: false };
  const { verify } = show({ ...NONE, items: [BACKUP, gone] });
  const table = await screen.findByRole('table', { name: 'Backups' });
  const [first, second] = within(table).getAllByRole('row').slice(1);
  expect(first!.textContent).toMatch(/1\.5 KiB, 1,200 rows.*mk_0123456789abcdef.*not verified/);
  expect(second!.textContent).toMatch(/not the key in force.*the file is gone/);
  await userEvent.click(within(first!).getByRole('button', { name: 'Verify' }));
  await waitFor(() => expect(verify).toHaveBeenCalled());
  expect(verify.mock.calls[0]![1].get('id')).toBe(BACKUP.id);
});

it('tries a restore with the key at hand, or a typed one that is not kept, and shows each step', async () => {
  const { drill } = show({ ...NONE, items: [BACKUP] });
  await userEvent.click(await screen.findByRole('button', { name: 'Try restore' }));
  const dialog = await screen.findByRole('dialog', { name: 'Restore drill' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Try restore' }));
  expect(await within(dialog).findByText('Passed in 2.5 s')).toBeTruthy();
  expect(within(dialog).getByRole('list', { name: 'Steps' }).textContent).toContain('12 of 12');
  expect(Object.fromEntries(drill.mock.calls[0]![1])).toEqual({ id: BACKUP.id, key: '' });
});

it('asks for whole numbers in the schedule', async () => {
  const { changePolicy } = show(NONE);
  await userEvent.click(await screen.findByRole('button', { name: 'Schedule' }));
  const dialog = await screen.findByRole('dialog', { name: 'Schedule' });
  const hours = within(dialog).getByLabelText(/^Hours between two backups/);
  await userEvent.type(hours, '1.5');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save schedule' }));
  expect(await within(dialog).findByText('Give a whole number from 1 to 8760.')).toBeTruthy();
  await userEvent.clear(hours);
  await userEvent.type(hours, '24');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save schedule' }));
  await waitFor(() => expect(changePolicy).toHaveBeenCalled());
  expect(changePolicy.mock.calls[0]![1].get('everyHours')).toBe('24');
});

it('says what a drill failed by although an older one passed, and which files nothing is known of', async () => {
  const steps = [{ step: 'values', ok: false, text: '2 of 12 do not open.' }];
  const failed = { ...PASSED, passed: false, drilledAt: '2026-01-04T00:00:00.000Z', steps };
  const older = { ...BACKUP, id: 'bak_01h2xcejqtf2nbrexx3vqjhp42', drill: PASSED };
  const unknownFiles = ['keystow-20260105T000000Z-0123abcd.backup'];
  show({
    ...NONE,
    items: [{ ...BACKUP, verifiedAt: PASSED.drilledAt, drill: failed }, older],
    unknownFiles,
  });
  const standing = await screen.findByRole('list', { name: 'Standing' });
  expect(standing.textContent).toContain('and counts as not verified');
  expect(standing.textContent).toMatch(/did not pass\. 2 of 12 do not open\./);
  expect(standing.textContent).toContain(unknownFiles[0]);
  const [, first] = within(screen.getByRole('table', { name: 'Backups' })).getAllByRole('row');
  expect(first!.textContent).toMatch(/drill failed.*2 of 12 do not open/);
});

it('offers nothing while locked', async () => {
  show({ ...NONE, items: [BACKUP] }, true);
  await screen.findByRole('table', { name: 'Backups' });
  for (const name of ['Take backup', 'Schedule', 'Verify', 'Try restore']) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
});
