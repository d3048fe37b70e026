import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestRefused } from '@/lib/client/request-refused';
import { fetchScopeContents } from '@/lib/client/scopes';
import type { ScopeContents, ScopeSummary } from '@/lib/contracts/scope';
import type { ContentCounts } from '@/lib/domain/scope-contents';
import { ToastProvider } from '@/components/ui/toast';
import { DeleteScopeDialog } from './delete-scope-dialog';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/scopes', () => ({ fetchScopeContents: vi.fn() }));

const TEAM: ScopeSummary = {
  id: 'team_1',
  kind: 'team',
  slug: 'payments',
  name: 'Payments',
  path: 'payments',
  parentId: 'org_1',
};

const NONE: ContentCounts = {
  ...{ teams: 0, workspaces: 0, apps: 0, secrets: 0, aliases: 0, binned: 0 },
  ...{ versions: 0, tokens: 0, grants: 0, connectors: 0, workers: 0 },
};
const NO_NAMES = {
  scopes: [],
  secrets: [],
  aliases: [],
  binned: [],
  tokens: [],
  grants: [],
  connectors: [],
  workers: [],
};
const FULL: ScopeContents = {
  path: 'payments',
  counts: { ...NONE, workspaces: 1, apps: 1, secrets: 9, binned: 1, versions: 14, tokens: 1 },
  first: {
    ...NO_NAMES,
    scopes: ['payments.live', 'payments.live.billing'],
    secrets: Array.from({ length: 9 }, (_, index) => ({
      key: `KEY_${index}`,
      path: index === 0 ? 'payments' : 'payments.live.billing',
    })),
    binned: [{ key: 'OLD', path: 'payments.live' }],
    tokens: [{ name: 'deployer', path: 'payments.live' }],
  },
};

beforeEach(() => {
  vi.mocked(fetchScopeContents).mockResolvedValue(FULL);
});

function setUp() {
  const sent: Record<string, FormDataEntryValue>[] = [];
  const onDeleted = vi.fn();
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <ToastProvider>
        <DeleteScopeDialog
          scope={TEAM}
          onClose={vi.fn()}
          onDeleted={onDeleted}
          action={async (_previous, form) => {
            sent.push(Object.fromEntries(form));
            return { status: 'done', result: FULL.counts };
          }}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { sent, onDeleted, user: userEvent.setup() };
}

const sendButton = () => screen.findByRole('button', { name: 'Delete team' });

describe('the dialog that deletes a scope', () => {
  it('draws what goes, by number and by name, and says what stays', async () => {
    setUp();
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete Payments?' });
    await within(dialog).findByText('9 secrets');
    const lines = within(dialog).getAllByRole('listitem');
    expect(lines.slice(0, 4).map((line) => line.textContent)).toEqual([
      '1 workspace and 1 applive, live.billing ',
      '9 secretsKEY_0, live.billing/KEY_1, live.billing/KEY_2, live.billing/KEY_3 and 5 more',
      '1 secret in the binlive/OLD ',
      '1 machine token, revoked at oncedeployer ',
    ]);
    expect(dialog.textContent).toMatch(
      /14 versions of values and the keys that open them\..*audit log keeps.*Backups made before hold/,
    );
  });

  it('sends nothing until the path is typed exactly', async () => {
    const { sent, onDeleted, user } = setUp();
    const typed = await screen.findByLabelText('Type payments to confirm');
    await user.click(await sendButton());
    await user.type(typed, 'Payments');
    await user.click(await sendButton());
    expect(typed.getAttribute('aria-invalid')).toBe('true');
    expect(sent).toEqual([]);
    await user.clear(typed);
    await user.type(typed, 'payments');
    await user.click(await sendButton());
    await waitFor(() => expect(onDeleted).toHaveBeenCalledOnce());
    expect(sent).toEqual([{ scope: 'team_1', confirm: 'payments' }]);
    expect(await screen.findByText('Payments deleted')).toBeTruthy();
  });

  it('asks nothing more where nothing lies in it', async () => {
    vi.mocked(fetchScopeContents).mockResolvedValue({
      path: 'payments',
      counts: NONE,
      first: NO_NAMES,
    });
    const { sent, user } = setUp();
    await screen.findByText(/Nothing lies in the team/);
    expect(screen.queryByRole('textbox')).toBeNull();
    await user.click(await sendButton());
    await waitFor(() => expect(sent).toEqual([{ scope: 'team_1' }]));
  });

  it('cannot be sent before it is known what goes, and says why where that cannot be read', async () => {
    vi.mocked(fetchScopeContents).mockRejectedValue(
      new RequestRefused('forbidden', 'You need the permission scopes:write on payments.'),
    );
    const { sent, user } = setUp();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('scopes:write on payments. Nothing was deleted.');
    expect(screen.queryByRole('button', { name: 'Delete team' })).toBeNull();
    vi.mocked(fetchScopeContents).mockResolvedValue(FULL);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('9 secrets')).toBeTruthy();
    expect(sent).toEqual([]);
  });
});
