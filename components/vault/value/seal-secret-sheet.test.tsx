import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchSecrets } from '@/lib/client/api';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { searchReactState } from '@/lib/testing/react-state';
import { sampleSecret } from '@/lib/testing/sample-secret';
import type { FormTarget } from '@/components/ui/form';
import { ToastProvider } from '@/components/ui/toast';
import { SealSecretSheet } from './seal-secret-sheet';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/api', () => ({ fetchSecrets: vi.fn() }));
vi.mock('@/lib/client/owners', () => ({
  fetchOwners: async () => ({
    items: [{ kind: 'team', id: 'team_1', name: 'Payments', detail: 'payments' }],
  }),
}));

const scope = (kind: ScopeSummary['kind'], path: string): ScopeSummary => ({
  id: `${kind}_1`,
  kind,
  slug: path,
  name: path,
  path,
  parentId: null,
});
const ORG = scope('organization', '_platform');
const TEAM = scope('team', 'payments');

const stored = [
  sampleSecret({ key: 'SLACK_TOKEN', scope: ORG }),
  sampleSecret({ key: 'LEGACY_DB', version: 6, type: 'database_url', scope: TEAM }),
];

beforeEach(() => {
  vi.mocked(fetchSecrets).mockImplementation(async ({ scopePath, key, q }) => {
    const items = stored.filter(
      (one) => one.scope.path === scopePath && one.key.includes((key ?? q ?? '').toUpperCase()),
    );
    return { items, keys: items.map((one) => one.key), next: null };
  });
});

async function setUp() {
  const sent: Record<string, FormDataEntryValue>[] = [];
  const action: FormTarget<SecretSummary> = async (_previous, form) => {
    sent.push(Object.fromEntries([...form].filter(([, entry]) => entry !== '')));
    return { status: 'refused', code: 'conflict', message: 'Not now.', issues: [] };
  };
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <ToastProvider>
        <SealSecretSheet
          scope={TEAM}
          reach={[ORG, TEAM]}
          action={action}
          onClose={vi.fn()}
          onSealed={vi.fn()}
          onLines={vi.fn()}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  const sheet = within(await screen.findByRole('dialog', { name: 'Seal secret' }));
  const user = userEvent.setup();
  const send = () => user.click(sheet.getByRole('button', { name: 'Seal secret' }));
  return { sheet, user, sent, send, type: sheet.getByLabelText<HTMLSelectElement>('Type') };
}

const paste = (field: HTMLElement, text: string) =>
  fireEvent.input(field, { target: { value: text } });

describe('sealing a secret', () => {
  it('suggests the type of the name and of the value, and leaves the choice to the server', async () => {
    const { sheet, user, sent, send, type } = await setUp();
    await user.type(sheet.getByLabelText('Name'), 'STRIPE_API_KEY');
    expect(type.value).toBe('api_key');
    expect(sheet.getByText('suggested by the name')).toBeTruthy();
    paste(sheet.getByLabelText('Value'), 'postgresql://ada:canary-pw@db:5432/x');
    expect(type.value).toBe('database_url');
    expect(sheet.getByText('suggested by the value')).toBeTruthy();
    expect(searchReactState(type, 'canary-pw')).toEqual([]);
    await send();
    expect(sent[0]).not.toHaveProperty('type');
    expect(sent[0]).not.toHaveProperty('category');
  });

  it('keeps to the type that a person chose, and says what the value looks like', async () => {
    const { sheet, user, sent, send, type } = await setUp();
    await user.selectOptions(type, 'Webhook secret');
    paste(sheet.getByLabelText('Value'), '{"access_token":"canary-a","refresh_token":"canary-r"}');
    expect(type.value).toBe('webhook_secret');
    await user.click(sheet.getByRole('button', { name: 'Use OAuth tokens' }));
    expect(document.activeElement).toBe(type);
    await user.type(sheet.getByLabelText('Name'), 'GITHUB');
    expect(sheet.getByText('GITHUB_ACCESS_TOKEN, GITHUB_REFRESH_TOKEN')).toBeTruthy();
    expect(searchReactState(type, 'canary-')).toEqual([]);
    await send();
    expect(sent).toEqual([
      {
        scope: 'payments',
        ifVersion: '0',
        key: 'GITHUB',
        type: 'oauth_tokens',
        source: 'parts',
        'part.access_token': 'canary-a',
        'part.refresh_token': 'canary-r',
      },
    ]);
  });

  it('asks for the parts that are needed before anything is sent', async () => {
    const { sheet, user, sent, send, type } = await setUp();
    await user.selectOptions(type, 'Auth profile');
    await user.type(sheet.getByLabelText('Name'), 'JIRA');
    await user.type(sheet.getByLabelText('User name (required)'), 'ada');
    await send();
    expect(await sheet.findByText('This part is needed.')).toBeTruthy();
    expect(document.activeElement).toBe(sheet.getByLabelText('Password (required)'));
    expect(sent).toEqual([]);
  });

  it('offers names of wider scopes to an alias, and sends no value with it', async () => {
    const { sheet, user, sent, send } = await setUp();
    await user.type(sheet.getByLabelText('Name'), 'SLACK');
    await user.type(sheet.getByLabelText('Value'), 'canary-typed');
    await user.click(sheet.getByRole('radio', { name: 'Alias of another secret' }));
    await user.type(await sheet.findByLabelText('Alias of'), 'slack');
    await user.click(await screen.findByRole('option', { name: /^SLACK_TOKEN/ }));
    await send();
    expect(sent).toEqual([
      {
        scope: 'payments',
        ifVersion: '0',
        key: 'SLACK',
        source: 'alias',
        aliasOf: '_platform/SLACK_TOKEN',
      },
    ]);
  });

  it('knows a name that is there: its type, its next version, and which version it replaces', async () => {
    const { sheet, user, sent, send, type } = await setUp();
    await user.type(sheet.getByLabelText('Name'), 'LEGACY_DB');
    expect(await sheet.findByText(/replaces its value with version 7/)).toBeTruthy();
    expect(type.value).toBe('database_url');
    await user.type(sheet.getByLabelText('Value'), 'canary-v');
    await send();
    expect(sent[0]).toMatchObject({ ifVersion: '6' });
    expect(sent[0]).not.toHaveProperty('type');
  });

  it('sends what is under the fold, and opens it where something there is refused', async () => {
    const { sheet, user, sent, send } = await setUp();
    await user.type(sheet.getByLabelText('Name'), 'TLS_KEY');
    await user.click(sheet.getByText(/^More/));
    await user.selectOptions(sheet.getByLabelText('Delivered as'), 'file');
    expect(sheet.getByText('TLS_KEY_FILE')).toBeTruthy();
    await user.type(sheet.getByLabelText(/^Tags/), 'billing pci');
    fireEvent.change(sheet.getByLabelText(/^Expires on/), { target: { value: '2027-01-31' } });
    await user.type(await sheet.findByLabelText(/^Owner/), 'pay');
    await user.click(await screen.findByRole('option', { name: /Payments/ }));
    await user.type(sheet.getByLabelText('Value'), 'canary-v');
    await send();
    expect(sent[0]).toMatchObject({
      delivery: 'file',
      tags: 'billing pci',
      expiresOn: '2027-01-31',
      owner: 'team_1',
    });
  });
});
