import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { searchReactState } from '@/lib/testing/react-state';
import { fetchConnectors } from '@/lib/client/connectors';
import type { Connector } from '@/lib/contracts/connector';
import type { FormState } from '@/lib/contracts/form-state';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Permission } from '@/lib/domain/permissions';
import { ToastProvider } from '@/components/ui/toast';
import { BackendsPanel } from './backends-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/connectors', async (original) => ({
  ...(await original<object>()),
  fetchConnectors: vi.fn(),
}));
const at = vi.hoisted(() => ({ search: '' }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  useSearchParams: () => new URLSearchParams(at.search),
}));
vi.stubGlobal('CSS', { escape: (text: string) => text });
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
const VAULT: Connector = {
  ...{ id: 'con_1', kind: 'vault', slug: 'vault-prod', name: 'Vault', version: 2 },
  scope: { kind: 'team', id: 'team_1', path: 'payments' },
  settings: { address: 'https://vault.example.org:8200', auth: 'token', mount: 'secret' },
  ...{ allowed: [], writable: false, hasCredentials: true, credentialsLost: false },
  ...{ destination: 'vault.example.org:8200', approved: null, secrets: 0, test: null },
  ...{ createdAt: '2026-11-01T10:00:00.000Z', updatedAt: '2026-11-20T10:00:00.000Z' },
  updatedBy: 'ada@acme.example',
};

type Target = (previous: unknown, form: FormData) => Promise<FormState<never>>;

function show(
  items: Connector[],
  permissions: readonly Permission[] = ['backends:manage'],
  scopeId = 'org_1',
) {
  vi.mocked(fetchConnectors).mockResolvedValue({ items, next: null });
  const sent: Record<string, FormDataEntryValue>[] = [];
  const answer = vi.fn<Target>(async (_previous, form) => {
    sent.push(Object.fromEntries(form));
    return { status: 'refused', code: 'conflict', message: 'Refused here.', issues: [] };
  });
  const all = { create: answer, change: answer, approve: answer, test: answer, remove: answer };
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <ToastProvider>
        <BackendsPanel
          scopes={[ORG, TEAM]}
          grants={[{ scopeId, permissions }]}
          locked={false}
          actions={all}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { sent, user: userEvent.setup() };
}

describe('the page of backends', () => {
  it('says what each kind needs and what the operator has to allow, where there is none', async () => {
    show([], ['secrets:write']);
    expect(await screen.findByText('AWS Secrets Manager')).toBeTruthy();
    expect(screen.getByText(/ENV_BACKEND_NAMES/)).toBeTruthy();
    expect(screen.getByText('backends:manage')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add connector' })).toBeNull();
  });

  it('keeps a credential that is typed out of all that React keeps, and sends it once', async () => {
    const { sent, user } = show([]);
    const [add] = await screen.findAllByRole('button', { name: 'Add connector' });
    await user.click(add!);
    const dialog = await screen.findByRole('dialog', { name: 'Add connector' });
    const sheet = within(dialog);
    await user.type(sheet.getByLabelText('Slug'), 'vault-prod');
    await user.type(sheet.getByLabelText('Name'), 'Vault');
    await user.type(sheet.getByLabelText('Address'), 'https://vault.example.org');
    await user.type(sheet.getByLabelText('Token'), 'canary-41');
    expect(searchReactState(dialog, 'canary-41')).toEqual([]);
    await user.click(sheet.getByRole('button', { name: 'Add connector' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      ...{ kind: 'vault', scope: 'team:team_1', slug: 'vault-prod', 'setting.auth': 'token' },
      ...{ 'setting.mount': 'secret', 'credential.token': 'canary-41' },
    });
    expect(await sheet.findByText('Refused here.')).toBeTruthy();
    expect(searchReactState(dialog, 'canary-41')).toEqual([]);
  });

  it('lets those approve who manage the organization, and tells the others who may', async () => {
    at.search = 'scope=payments&connector=con_1';
    const { sent, user } = show([VAULT]);
    await user.click(await screen.findByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(sent).toEqual([{ id: 'con_1', version: '2' }]));
    expect(screen.queryByRole('button', { name: 'Test connection' })).toBeNull();
    cleanup();
    show([VAULT], ['backends:manage'], 'team_1');
    expect(await screen.findByText(/^Nothing is sent before somebody/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Change' })).toBeTruthy();
  });

  it('leads to an import where the connector is approved and secrets may be written', async () => {
    const approved = { at: '2026-11-02T10:00:00.000Z', by: 'ada@acme.example' };
    const all: Permission[] = ['backends:manage', 'secrets:write'];
    show([{ ...VAULT, approved }], all);
    const link = await screen.findByRole('link', { name: 'Import from Vault' });
    expect(link.getAttribute('href')).toBe(
      '/vault/transfers/new?scope=payments&mode=refer&from=vault-prod',
    );
    for (const [connector, held] of [
      [VAULT, all],
      [{ ...VAULT, approved }, ['backends:manage']],
    ] as const) {
      cleanup();
      show([connector], held);
      await screen.findByRole('button', { name: 'Vault' });
      expect(screen.queryByRole('link', { name: 'Import from Vault' })).toBeNull();
    }
  });
});
