import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchTokens } from '@/lib/client/api';
import type { FormState } from '@/lib/contracts/form-state';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { CreatedToken, TokenSummary } from '@/lib/contracts/token';
import { ToastProvider } from '@/components/ui/toast';
import { TokensPanel } from './tokens-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/api', () => ({ fetchTokens: vi.fn() }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  useSearchParams: () => new URLSearchParams('scope=payments'),
}));

const TEXT = 'kst_canary-of-a-token';
const SERVER_KEY = `ed25519:${'A'.repeat(43)}`;
const ORG: ScopeSummary = {
  id: 'org_1',
  kind: 'organization',
  slug: 'acme',
  name: 'Acme',
  path: '_platform',
  parentId: null,
};
const TEAM: ScopeSummary = {
  ...ORG,
  id: 'team_1',
  kind: 'team',
  slug: 'payments',
  path: 'payments',
  parentId: 'org_1',
};
const CI: TokenSummary = {
  id: 'tok_1',
  name: 'ci',
  scope: { kind: 'team', id: 'team_1', path: 'payments' },
  permissions: ['secrets:list', 'secrets:write'],
  namePatterns: ['STRIPE_*'],
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'ada@acme.example',
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
  replacedBy: null,
};

type Target = (previous: unknown, form: FormData) => Promise<FormState<CreatedToken>>;

const made = () =>
  vi.fn<Target>(async () => ({
    status: 'done',
    result: { ...CI, id: 'tok_2', token: TEXT, serverKey: SERVER_KEY },
  }));

function show(permissions: readonly ('tokens:manage' | 'secrets:list' | 'deliveries:create')[]) {
  const actions = { create: made(), rotate: made(), revoke: vi.fn() };
  actions.revoke.mockResolvedValue({ status: 'done', result: {} });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <TokensPanel
          scopes={[ORG, TEAM]}
          grants={[{ scopeId: 'team_1', permissions }]}
          origin="http://localhost:3000"
          locked={false}
          createToken={actions.create}
          rotateToken={actions.rotate}
          revokeToken={actions.revoke}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { ...actions, client };
}

beforeEach(() => {
  vi.mocked(fetchTokens).mockResolvedValue({ items: [CI], next: null });
});

/** The text is nowhere but in the property of one field. */
async function expectShownOnce(client: QueryClient) {
  const dialog = await screen.findByRole('alertdialog', { name: 'Token ci' });
  const field = within(dialog).getByLabelText<HTMLInputElement>('Token');
  expect(field.value).toBe(TEXT);
  expect(field.readOnly).toBe(true);
  expect(document.documentElement.outerHTML).not.toContain(TEXT);
  expect(
    JSON.stringify(
      client
        .getQueryCache()
        .getAll()
        .map((one) => one.state),
    ),
  ).not.toContain(TEXT);
  expect(client.getMutationCache().getAll()).toEqual([]);
  expect(dialog.textContent).toContain('shown this once');
  await userEvent.click(within(dialog).getByRole('button', { name: 'I have stored it' }));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
}

describe('the tokens page', () => {
  it('lists what a token may do, where, for which names, and never its text', async () => {
    show(['tokens:manage']);
    const row = await screen.findByRole('row', { name: /ci/ });
    for (const part of ['payments', 'secrets:list, secrets:write', 'only STRIPE_*', 'never']) {
      expect(row.textContent).toContain(part);
    }
    expect(row.textContent).toContain('active');
  });

  it('tells the first of many permissions, and the others where they are asked for', async () => {
    const permissions = [...CI.permissions, 'secrets:delete', 'audit:read', 'keys:manage'] as const;
    const wide = { ...CI, permissions: [...permissions] };
    vi.mocked(fetchTokens).mockResolvedValue({ items: [wide], next: null });
    show(['tokens:manage']);
    const others = (await screen.findByText('and 2 more')).closest('details')!;
    expect(others.open).toBe(false);
    await userEvent.click(screen.getByText('and 2 more'));
    expect(others.open).toBe(true);
    expect(others.textContent).toContain('audit:read, keys:manage');
  });

  it('offers the permissions of the maker alone, and says what deliveries:create is', async () => {
    const { create, client } = show(['tokens:manage', 'secrets:list', 'deliveries:create']);
    await userEvent.click(await screen.findByRole('button', { name: 'Make token' }));
    const sheet = await screen.findByRole('dialog', { name: 'Make token' });
    const boxes = within(sheet).getAllByRole('checkbox');
    expect(boxes.map((box) => box.getAttribute('value'))).toEqual([
      'secrets:list',
      'deliveries:create',
      'tokens:manage',
    ]);
    expect(sheet.textContent).toContain('In truth the permission to read');
    expect(within(sheet).getByLabelText('Scope').querySelectorAll('option')).toHaveLength(1);
    await userEvent.click(within(sheet).getByRole('button', { name: 'Make token' }));
    expect(await within(sheet).findByText('Choose at least one.')).toBeTruthy();
    expect(create).not.toHaveBeenCalled();
    await userEvent.type(within(sheet).getByLabelText('Name'), 'ci');
    await userEvent.click(within(sheet).getByLabelText('secrets:list'));
    await userEvent.click(within(sheet).getByLabelText('deliveries:create'));
    await userEvent.click(within(sheet).getByRole('button', { name: 'Make token' }));
    await expectShownOnce(client);
    expect(Object.fromEntries(create.mock.calls[0]![1])).toEqual({
      name: 'ci',
      scope: 'team:team_1',
      permissions: 'secrets:list deliveries:create',
      namePatterns: '',
      expiresAt: '90',
    });
  });

  it('rotates with an overlap and shows the new token once', async () => {
    const { rotate, client } = show(['tokens:manage']);
    await userEvent.click(await screen.findByRole('button', { name: 'Actions for ci' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Rotate…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Rotate ci' });
    await userEvent.selectOptions(within(dialog).getByLabelText('The old token ends'), '3600');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Rotate token' }));
    await expectShownOnce(client);
    expect(Object.fromEntries(rotate.mock.calls[0]![1])).toEqual({
      id: 'tok_1',
      overlapSeconds: '3600',
    });
  });

  it('says before revoking what stops working', async () => {
    const { revoke } = show(['tokens:manage']);
    await userEvent.click(await screen.findByRole('button', { name: 'Actions for ci' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Revoke…' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Revoke ci?' });
    expect(dialog.textContent).toContain('secrets:list, secrets:write');
    expect(dialog.textContent).toContain('never used');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Revoke token' }));
    await waitFor(() => expect(revoke).toHaveBeenCalledOnce());
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('offers no making to whoever may not manage tokens there', async () => {
    show(['secrets:list']);
    await screen.findByRole('row', { name: /ci/ });
    expect(screen.queryByRole('button', { name: 'Make token' })).toBeNull();
  });
});
