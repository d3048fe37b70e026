import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchBrief, fetchBriefPreview, fetchBriefs, previewBrief } from '@/lib/client/briefs';
import type { Brief } from '@/lib/contracts/brief';
import type { IssuedCallback } from '@/lib/contracts/brief-form';
import type { FormState } from '@/lib/contracts/form-state';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { searchReactState } from '@/lib/testing/react-state';
import { sampleBrief, samplePreview, sampleRef } from '@/lib/testing/sample-brief';
import { ToastProvider } from '@/components/ui/toast';
import { BriefsPanel } from './briefs-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/briefs', async (original) => ({
  ...(await original<object>()),
  fetchBriefs: vi.fn(),
  fetchBrief: vi.fn(),
  fetchBriefPreview: vi.fn(),
  previewBrief: vi.fn(),
}));
const at = vi.hoisted(() => ({ search: '' }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  usePathname: () => '/briefs',
  useSearchParams: () => new URLSearchParams(at.search),
}));
vi.stubGlobal('CSS', { escape: (text: string) => text });

const TOKEN = 'ksc_canary-of-a-callback';
const { app: PLACE } = sampleBrief();
const APP: ScopeSummary = { ...PLACE, slug: 'billing', name: 'Billing', parentId: null };

type Target = (previous: unknown, form: FormData) => Promise<FormState<IssuedCallback>>;

function show(briefs: Brief[], permissions: readonly 'briefs:create'[] = ['briefs:create']) {
  vi.mocked(fetchBriefs).mockResolvedValue({ items: briefs, next: null });
  const sent: Record<string, FormDataEntryValue>[] = [];
  const answer = vi.fn<Target>(async (_previous, form) => {
    sent.push(Object.fromEntries(form));
    const { id, title } = sampleBrief();
    return { status: 'done', result: { id, title, callbackToken: TOKEN } };
  });
  const revoke = vi.fn(async () => ({ status: 'done', result: {} }) as const);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <BriefsPanel
          scopes={[APP]}
          grants={[{ scopeId: APP.id, permissions }]}
          origin="https://keys.acme.example"
          serverKey="ed25519:pin"
          locked={false}
          create={answer}
          reissue={answer}
          revoke={revoke}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { sent, answer, revoke, client, user: userEvent.setup() };
}

beforeEach(() => {
  at.search = `scope=${APP.path}`;
  vi.mocked(previewBrief).mockImplementation(async (_app, names) =>
    samplePreview(names.map((key) => sampleRef({ key }))),
  );
});

async function expectShownOnce(client: QueryClient) {
  const dialog = await screen.findByRole('alertdialog', { name: /^Callback token of/ });
  expect(within(dialog).getByLabelText<HTMLInputElement>('Callback token').value).toBe(TOKEN);
  expect(dialog.textContent).toContain('keystow run --brief brf_');
  expect(dialog.textContent).toContain('KEYSTOW_SERVER_KEY=ed25519:pin');
  expect(document.documentElement.outerHTML).not.toContain(TOKEN);
  expect(searchReactState(dialog, TOKEN)).toEqual([]);
  const cached = client.getQueryCache().getAll();
  expect(JSON.stringify(cached.map((one) => one.state))).not.toContain(TOKEN);
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('alertdialog')).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'I have passed it on' }));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
}

describe('making a brief', () => {
  it('previews its names as they are typed, sends each once, and shows the callback token once', async () => {
    vi.mocked(previewBrief).mockImplementation(async (_app, names) =>
      samplePreview(
        names.map((key) =>
          key === 'GONE'
            ? sampleRef({ key, kind: null, scope: null, version: null, state: 'missing' })
            : sampleRef({ key, shadows: ['payments', '_platform'] }),
        ),
      ),
    );
    const { sent, client, user } = show([]);
    await user.click((await screen.findAllByRole('button', { name: 'Make brief' }))[0]!);
    const sheet = within(await screen.findByRole('dialog', { name: 'Make brief' }));
    await user.type(sheet.getByLabelText('Title'), 'Sum the invoices');
    const names = sheet.getByLabelText(/^Secrets/);
    await user.type(names, 'STRIPE_KEY, GONE STRIPE_KEY');
    const preview = within(await sheet.findByRole('region', { name: 'Preview' }));
    expect(await preview.findByText('no scope has it')).toBeTruthy();
    const [first] = preview.getAllByRole('listitem');
    expect(first!.textContent).toContain('wins in payments.production.billing · version 4');
    expect(first!.textContent).toContain('hides payments, _platform');
    expect(preview.getAllByText(/^1 of 2 cannot be delivered/)).not.toHaveLength(0);
    await user.clear(names);
    await user.type(names, 'STRIPE_KEY STRIPE_KEY');
    expect(await preview.findAllByText('Every name is there.')).not.toHaveLength(0);
    await user.click(sheet.getByRole('button', { name: 'Make brief' }));
    await expectShownOnce(client);
    expect(sent).toEqual([
      {
        app: APP.id,
        title: 'Sum the invoices',
        secretRefs: 'STRIPE_KEY',
        task: '{}',
        expiresAt: '24',
      },
    ]);
  });

  it('sends nothing without a title, with a name that is none, or a task that is no object', async () => {
    const { answer, user } = show([]);
    await user.click((await screen.findAllByRole('button', { name: 'Make brief' }))[0]!);
    const sheet = within(await screen.findByRole('dialog', { name: 'Make brief' }));
    await user.type(sheet.getByLabelText(/^Secrets/), 'LD_PRELOAD');
    const task = sheet.getByLabelText('Task');
    await user.clear(task);
    await user.type(task, '[[1]');
    await user.click(sheet.getByRole('button', { name: 'Make brief' }));
    await waitFor(() =>
      expect(sheet.getByLabelText('Title').getAttribute('aria-invalid')).toBe('true'),
    );
    expect(sheet.getByText(/^LD_PRELOAD: A variable of this name/)).toBeTruthy();
    expect(task.getAttribute('aria-invalid')).toBe('true');
    expect(answer).not.toHaveBeenCalled();
  });
});

describe('the list of briefs', () => {
  it('says what became of each in a word, with a shape and a colour', async () => {
    const states = ['open', 'delivered', 'running', 'succeeded', 'failed', 'lost', 'expired'];
    show(
      states.map((status, index) =>
        sampleBrief({ id: `brf_${index}`, title: `Task ${index}`, status: status as 'open' }),
      ),
    );
    for (const [index, status] of states.entries()) {
      const row = await screen.findByRole('row', { name: new RegExp(`Task ${index}`) });
      const word = within(row).getByText(status);
      expect(word.parentElement?.querySelector('[data-tone]')).not.toBeNull();
    }
  });

  it('offers a new token to its maker alone, and revokes one that was not revoked', async () => {
    const other = sampleBrief({ id: 'brf_2', title: 'Theirs', mayReissue: false });
    const ended = { ...other, id: 'brf_3', title: 'Ended', revokedAt: other.createdAt };
    const { sent, revoke, client, user } = show([sampleBrief(), other, ended]);
    await screen.findByRole('row', { name: /Theirs/ });
    expect(screen.queryByRole('button', { name: 'Actions for Ended' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Actions for Theirs' }));
    const items = await screen.findAllByRole('menuitem');
    expect(items.map((item) => item.textContent)).toEqual(['Revoke…']);
    await user.click(items[0]!);
    await user.click(await screen.findByRole('button', { name: 'Revoke brief' }));
    await waitFor(() => expect(revoke).toHaveBeenCalledOnce());
    await user.click(screen.getByRole('button', { name: 'Actions for Sum the invoices' }));
    await user.click(await screen.findByRole('menuitem', { name: 'New callback token…' }));
    await user.click(await screen.findByRole('button', { name: 'Issue new token' }));
    await expectShownOnce(client);
    expect(sent).toEqual([{ id: sampleBrief().id }]);
  });

  it('offers nothing to who may only look, and says who can make one', async () => {
    show([], []);
    expect((await screen.findByText(/each is one task/)).textContent).toContain('briefs:create');
    expect(screen.queryByRole('button', { name: 'Make brief' })).toBeNull();
  });
});

describe('a brief that is opened', () => {
  it('shows its task, how its run ended, and which of its names would be refused and why', async () => {
    at.search += `&brief=${sampleBrief().id}`;
    const other = { kind: 'integration', key: 'INTEGRATION_CHAT', path: 'payments' } as const;
    vi.mocked(fetchBrief).mockResolvedValue(
      sampleBrief({
        status: 'failed',
        consumedAt: '2026-11-20T11:00:00.000Z',
        worker: {
          ...{ id: 'wrk_1', host: 'runner-1', command: 'node', signal: null, exitCode: 3 },
          endedAt: '2026-11-20T11:05:00.000Z',
        },
      }),
    );
    vi.mocked(fetchBriefPreview).mockResolvedValue(
      samplePreview([
        sampleRef({
          ...{ key: 'INTEGRATION_CHAT', state: 'collides' },
          collisions: [{ name: 'INTEGRATION_CHAT', with: other }],
        }),
        sampleRef({
          ...{ key: 'INTEGRATION_MAIL', kind: 'integration', state: 'property_missing' },
          lacks: [{ property: 'password', platformSecret: 'SMTP_PASSWORD' }],
        }),
        sampleRef({ key: 'OLD', state: 'lost' }),
      ]),
    );
    show([]);
    const sheet = within(await screen.findByRole('dialog', { name: 'Sum the invoices' }));
    expect(sheet.getByText(/"sum": "invoices"/)).toBeTruthy();
    expect(sheet.getByText(/with exit code 3/)).toBeTruthy();
    expect((await sheet.findAllByText(/^3 of 3 cannot be delivered/)).length).toBeGreaterThan(0);
    const [chat, mail, old] = sheet.getAllByRole('listitem').map((one) => one.textContent);
    expect(chat).toContain('two values would have one variable');
    expect(chat).toContain('would also be the integration INTEGRATION_CHAT of payments');
    expect(mail).toContain('password is filled from SMTP_PASSWORD of the platform');
    expect(old).toContain('its value was lost with its master key');
  });
});
