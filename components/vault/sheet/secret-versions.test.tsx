import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchVersions } from '@/lib/client/history';
import { RequestRefused } from '@/lib/client/request-refused';
import { sampleSecret } from '@/lib/testing/sample-secret';
import type { VersionSummary } from '@/lib/contracts/version';
import { ToastProvider } from '@/components/ui/toast';
import { secretRights } from '../secret-rights';
import type { SecretHistory } from './secret-history';
import { SecretVersions } from './secret-versions';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/history', () => ({ fetchVersions: vi.fn() }));

const SECRET = sampleSecret({
  key: 'BRAVO',
  version: 4,
  scope: { kind: 'team', id: 'team_1', path: 'payments' },
});

const version = (number: number, state: VersionSummary['state']): VersionSummary => ({
  version: number,
  state,
  backendVersion: null,
  fingerprint: state === 'destroyed' ? null : `${number}c1e04af22b7d310`,
  createdAt: '2026-11-01T08:00:00.000Z',
  createdBy: 'ada@acme.example',
  reason: number === 3 ? 'the quarter ended' : null,
  destroyedAt: state === 'destroyed' ? '2026-11-20T08:00:00.000Z' : null,
});

let stored: VersionSummary[] = [];

beforeEach(() => {
  stored = [
    version(4, 'current'),
    version(3, 'previous'),
    version(2, 'retired'),
    version(1, 'destroyed'),
  ];
  vi.mocked(fetchVersions).mockImplementation(async () => ({ items: stored, next: null }));
});

function setUp(actions: Partial<SecretHistory> & { locked?: boolean }) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const idle = async () => ({ status: 'idle' }) as const;
  const onChanged = vi.fn(() => void client.invalidateQueries());
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <SecretVersions
          secret={SECRET}
          may={secretRights(['secrets:write', 'secrets:delete'], actions.locked ?? false)}
          history={{
            rollBack: actions.rollBack ?? idle,
            destroy: actions.destroy ?? idle,
            promote: actions.promote ?? idle,
            discard: actions.discard ?? idle,
            restore: idle,
          }}
          onChanged={onChanged}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { user: userEvent.setup(), onChanged };
}

describe('the versions in the sheet', () => {
  it('names a version that was never here as its backend does, and offers no way back to it', async () => {
    stored = [
      version(4, 'current'),
      { ...version(3, 'previous'), fingerprint: null, backendVersion: 'AWSv-7' },
    ];
    setUp({});
    const entry = (await screen.findByText('previous')).closest('li');
    expect(entry?.textContent).toContain('at a backend: AWSv-7');
    expect(within(entry!).queryByRole('button')).toBeNull();
  });

  it('tell of each its number, state, fingerprint, who, when and why', async () => {
    setUp({});
    const items = await screen.findAllByRole('listitem');
    expect(
      items.map(
        (item) => /^version (\d(?:current|previous|retired|destroyed))/.exec(item.textContent)?.[1],
      ),
    ).toEqual(['4current', '3previous', '2retired', '1destroyed']);
    expect(items[1]?.textContent).toContain('3c1e·04af');
    expect(items[1]?.textContent).toContain('ada@acme.example');
    expect(items[1]?.textContent).toContain('the quarter ended');
    expect(items[3]?.textContent).toContain('no fingerprint');
  });

  it('offer no way back to the current or a destroyed one, and none at all while locked', async () => {
    setUp({});
    await screen.findAllByRole('listitem');
    const names = screen
      .getAllByRole('button', { name: /^Roll back/ })
      .map((one) => one.textContent);
    expect(names).toEqual(['Roll back to 3…', 'Roll back to 2…']);
    expect(screen.getAllByRole('button', { name: /^Destroy… version/ })).toHaveLength(2);
    cleanup();
    setUp({ locked: true });
    await screen.findAllByRole('listitem');
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('are rolled back after saying what will happen, with the version that was looked at', async () => {
    const sent: unknown[] = [];
    const { user, onChanged } = setUp({
      rollBack: async (_previous, form) => {
        sent.push(Object.fromEntries(form));
        stored = [version(5, 'current'), version(4, 'previous')];
        return { status: 'done', result: { ...SECRET, version: 5 } };
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Roll back to 3…' }));
    const dialog = await screen.findByRole('alertdialog', {
      name: 'Roll BRAVO back to version 3?',
    });
    expect(dialog.textContent).toMatch(/sealed again as a new version/);
    expect(dialog.textContent).toMatch(/Version 4 becomes the previous one/);
    await user.type(within(dialog).getByLabelText(/Reason/), 'four was wrong');
    await user.click(within(dialog).getByRole('button', { name: 'Roll back' }));
    expect(await screen.findByText('BRAVO rolled back to 3')).toBeTruthy();
    expect(sent).toEqual([
      { scope: 'payments', key: 'BRAVO', version: '3', ifVersion: '4', reason: 'four was wrong' },
    ]);
    expect(onChanged).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Versions'));
    expect(await screen.findByText('current')).toBeTruthy();
  });

  it('that are staged are promoted or discarded, not rolled back to', async () => {
    stored = [version(5, 'staged'), version(4, 'current')];
    const sent: unknown[] = [];
    const { user } = setUp({
      promote: async (_previous, form) => {
        sent.push(Object.fromEntries(form));
        stored = [version(5, 'current'), version(4, 'previous')];
        return { status: 'done', result: { ...SECRET, version: 5 } };
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Promote 5…' }));
    expect(screen.queryByRole('button', { name: /^Roll back/ })).toBeNull();
    const dialog = await screen.findByRole('alertdialog', { name: 'Promote version 5 of BRAVO?' });
    expect(dialog.textContent).toMatch(/Version 4 is kept as the previous one/);
    await user.click(within(dialog).getByRole('button', { name: 'Promote version' }));
    expect(await screen.findByText('Version 5 of BRAVO is current')).toBeTruthy();
    expect(sent).toEqual([{ scope: 'payments', key: 'BRAVO', version: '5' }]);
  });

  it('say that destroying cannot be undone; a refusal stays in the dialog', async () => {
    const { user, onChanged } = setUp({
      destroy: async () => ({
        status: 'refused',
        code: 'conflict',
        message: 'Version 2 is destroyed already.',
        issues: [],
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Destroy… version 2' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Destroy version 2 of BRAVO?' });
    expect(dialog.textContent).toMatch(/cannot be brought back/);
    await user.click(within(dialog).getByRole('button', { name: 'Destroy version' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('destroyed already');
    expect(onChanged).not.toHaveBeenCalled();
  });

  it('say why they cannot be read, and are asked for again', async () => {
    vi.mocked(fetchVersions).mockRejectedValueOnce(
      new RequestRefused('unavailable', 'The database is away.', { status: 503 }),
    );
    const { user } = setUp({});
    expect((await screen.findByRole('alert')).textContent).toContain('The database is away.');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findAllByRole('listitem')).toHaveLength(4);
  });
});
