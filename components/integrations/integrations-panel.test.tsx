import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchIntegrations } from '@/lib/client/integrations';
import type { FormState } from '@/lib/contracts/form-state';
import type { Integration } from '@/lib/contracts/integration';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Permission } from '@/lib/domain/permissions';
import { ToastProvider } from '@/components/ui/toast';
import { IntegrationsPanel } from './integrations-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/integrations', async (original) => ({
  ...(await original<object>()),
  fetchIntegrations: vi.fn(),
}));
const at = vi.hoisted(() => ({ search: '' }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  useSearchParams: () => new URLSearchParams(at.search),
}));
vi.stubGlobal('CSS', { escape: (text: string) => text });

const ORG: ScopeSummary = {
  ...{ id: 'org_1', kind: 'organization', slug: 'acme', name: 'Acme' },
  ...{ path: '_platform', parentId: null },
};
const TEAM: ScopeSummary = {
  ...{ id: 'team_1', kind: 'team', slug: 'payments', name: 'Payments' },
  ...{ path: 'payments', parentId: 'org_1' },
};
const CHAT: Integration = {
  ...{ id: 'int_1', slug: 'chat', name: 'Chat', description: null, version: 2 },
  scope: { kind: 'team', id: 'team_1', path: 'payments' },
  deliveredAs: 'INTEGRATION_CHAT',
  configSchema: {
    type: 'object',
    properties: {
      room: { type: 'string', description: 'Where it writes.' },
      retries: { type: 'integer' },
      threads: { type: 'boolean' },
      tone: { type: 'string', enum: ['plain', 'loud'] },
      token: { type: 'string', platformSecret: 'CHAT_TOKEN' },
    },
    required: ['room', 'token'],
  },
  config: { room: '#alerts', retries: 3 },
  fills: [{ property: 'token', platformSecret: 'CHAT_TOKEN', state: 'ready', version: 4 }],
  shadowed: false,
  createdAt: '2026-11-01T10:00:00.000Z',
  createdBy: 'ada@acme.example',
  updatedAt: '2026-11-20T10:00:00.000Z',
  updatedBy: 'ada@acme.example',
} as Integration;

type Target = (previous: unknown, form: FormData) => Promise<FormState<{ slug: string }>>;

function show(
  items: Integration[],
  permissions: readonly Permission[] = ['integrations:manage', 'secrets:write'],
) {
  vi.mocked(fetchIntegrations).mockResolvedValue({ items, next: null });
  const sent: Record<string, FormDataEntryValue>[] = [];
  const answer = vi.fn<Target>(async (_previous, form) => {
    sent.push(Object.fromEntries(form));
    return { status: 'done', result: { slug: 'chat' } };
  });
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <ToastProvider>
        <IntegrationsPanel
          scopes={[ORG, TEAM]}
          grants={[{ scopeId: 'org_1', permissions }]}
          locked={false}
          actions={{ create: answer, change: answer, remove: answer }}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { sent, answer, user: userEvent.setup() };
}

beforeEach(() => {
  at.search = 'scope=payments';
});

const lacking = (state: Integration['fills'][number]['state']): Integration => ({
  ...CHAT,
  fills: [{ property: 'token', platformSecret: 'CHAT_TOKEN', state, version: null }],
});

async function openForm(user: ReturnType<typeof userEvent.setup>) {
  const [make] = await screen.findAllByRole('button', { name: 'Make integration' });
  await user.click(make!);
  const sheet = within(await screen.findByRole('dialog', { name: 'Make integration' }));
  await user.type(sheet.getByLabelText('Slug'), 'chat');
  await user.type(sheet.getByLabelText('Name'), 'Chat');
  return sheet;
}

describe('the list of integrations', () => {
  it('tells what is missing from what is there, and which ones a narrower scope hides', async () => {
    const wide = {
      ...{ ...CHAT, id: 'int_2', name: 'Chat of all', shadowed: true },
      scope: { kind: 'organization' as const, id: 'org_1', path: '_platform' },
    };
    const plain = { ...CHAT, id: 'int_3', name: 'Plain', fills: [] };
    show([lacking('missing'), wide, plain]);
    const row = async (name: string) =>
      (await screen.findByRole('row', { name: new RegExp(`^${name}`) })).textContent;
    expect(await row('Chat INTEGRATION')).toContain('1 of 1 missing');
    expect(await row('Chat of all')).toContain('_platform, a narrower one wins');
    expect(await row('Chat of all')).toContain('all present');
    expect(await row('Plain')).toContain('none needed');
  });

  it('offers nothing to make without the right, and says who can', async () => {
    show([], []);
    const text = (await screen.findByText(/^Integrations belong here/)).textContent;
    expect(text).toContain('integrations:manage');
    expect(screen.queryByRole('button', { name: 'Make integration' })).toBeNull();
  });
});

describe('an integration that is opened', () => {
  beforeEach(() => {
    at.search += '&integration=int_1';
  });

  it('shows each property: its value, that it is not set, or the platform secret it is filled from', async () => {
    show([CHAT]);
    const sheet = within(await screen.findByRole('dialog', { name: 'Chat' }));
    expect(sheet.getAllByRole('listitem').map((one) => one.textContent)).toEqual([
      'room"#alerts"',
      'retries3',
      'threadsnot set',
      'tonenot set',
      'tokenfrom CHAT_TOKENpresent, version 4',
    ]);
    expect(sheet.queryByRole('link', { name: 'Seal it' })).toBeNull();
  });

  it.each([
    ['missing', 'missing'],
    ['no_value', 'has no value yet'],
    ['lost', 'its value was lost with its master key'],
    ['target_deleted', 'is an alias of a secret that is gone'],
    ['in_parts', 'has several parts: a property is one text'],
  ] as const)('says why a platform secret fills nothing: %s', async (state, words) => {
    show([lacking(state)]);
    const sheet = within(await screen.findByRole('dialog', { name: 'Chat' }));
    const word = sheet.getByText(words);
    expect(word.previousElementSibling?.getAttribute('data-tone')).toBe('danger');
    const link = sheet.queryByRole('link', { name: 'Seal it' });
    expect(link?.getAttribute('href') ?? null).toBe(
      state === 'missing' ? '/vault?scope=_platform&do=seal&name=CHAT_TOKEN' : null,
    );
  });

  it('is sealed, changed and deleted by those alone who may', async () => {
    show([lacking('missing')], []);
    const sheet = within(await screen.findByRole('dialog', { name: 'Chat' }));
    expect(sheet.queryByRole('link', { name: 'Seal it' })).toBeNull();
    expect(sheet.queryByRole('button', { name: 'Change' })).toBeNull();
    expect(sheet.queryByRole('button', { name: 'Delete…' })).toBeNull();
  });

  it('is changed by a field for each property that is not filled, at the version that was seen', async () => {
    const { sent, user } = show([CHAT]);
    const facts = within(await screen.findByRole('dialog', { name: 'Chat' }));
    await user.click(facts.getByRole('button', { name: 'Change' }));
    const sheet = within(await screen.findByRole('dialog', { name: 'Change Chat' }));
    expect(sheet.queryByLabelText(/^token/)).toBeNull();
    expect(sheet.getByLabelText<HTMLInputElement>(/^room/).value).toBe('#alerts');
    await user.clear(sheet.getByLabelText(/^retries/));
    await user.selectOptions(sheet.getByLabelText(/^threads/), 'true');
    await user.selectOptions(sheet.getByLabelText(/^tone/), 'plain');
    await user.click(sheet.getByRole('button', { name: 'Save integration' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    const { config, ...rest } = sent[0]!;
    expect(JSON.parse(String(config))).toEqual({ room: '#alerts', threads: true, tone: 'plain' });
    expect(rest).toMatchObject({ scope: 'team:team_1', slug: 'chat', ifVersion: '2' });
  });
});

describe('making an integration', () => {
  it('has fields as the schema says, and JSON text where fields cannot say it', async () => {
    const { sent, user } = show([]);
    const sheet = await openForm(user);
    expect(sheet.getByLabelText(/^channel/)).toBeTruthy();
    const schema = sheet.getByLabelText('Schema');
    const nested = { type: 'object', properties: { rooms: { type: 'array' } } };
    fireEvent.change(schema, { target: { value: JSON.stringify(nested) } });
    expect(sheet.queryByLabelText(/^channel/)).toBeNull();
    const config = sheet.getByLabelText('Configuration');
    fireEvent.change(config, { target: { value: '{"rooms": ["#a"]}' } });
    await user.click(sheet.getByRole('button', { name: 'Make integration' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ slug: 'chat', config: '{"rooms": ["#a"]}' });
  });

  it('sends nothing with a schema or a configuration that is no JSON object', async () => {
    const { answer, user } = show([]);
    const sheet = await openForm(user);
    const schema = sheet.getByLabelText('Schema');
    fireEvent.change(schema, { target: { value: '{ "type": ' } });
    fireEvent.change(sheet.getByLabelText('Configuration'), { target: { value: '[]' } });
    await user.click(sheet.getByRole('button', { name: 'Make integration' }));
    await waitFor(() => expect(schema.getAttribute('aria-invalid')).toBe('true'));
    expect(sheet.getByLabelText('Configuration').getAttribute('aria-invalid')).toBe('true');
    expect(answer).not.toHaveBeenCalled();
  });

  it('says what the console refused of a configuration, and keeps what was typed', async () => {
    const { answer, user } = show([]);
    const message = '/channel: It must match pattern "^#".';
    answer.mockResolvedValue({
      ...{ status: 'refused', code: 'rule_broken', message: 'The configuration does not fit.' },
      issues: [{ pointer: '/config', message }],
    });
    const sheet = await openForm(user);
    await user.type(sheet.getByLabelText(/^channel/), 'alerts');
    await user.click(sheet.getByRole('button', { name: 'Make integration' }));
    expect((await sheet.findByRole('alert')).textContent).toContain(message);
    expect(sheet.getByLabelText<HTMLInputElement>(/^channel/).value).toBe('alerts');
  });
});
