import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { fetchManagedSecrets } from '@/lib/client/managed-secrets';
import type { FormState } from '@/lib/contracts/form-state';
import type { ManagedSecretView } from '@/lib/contracts/managed-secret';
import { ToastProvider } from '@/components/ui/toast';
import { ManagedPanel } from './managed-panel';

const address = vi.hoisted(() => ({ query: '' }));
vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/managed-secrets', () => ({
  fetchManagedSecrets: vi.fn(),
  MANAGED_SECRETS_KEY: ['managed-secrets'],
}));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  useSearchParams: () => new URLSearchParams(address.query),
}));

const SMTP: ManagedSecretView = {
  name: 'SMTP_PASSWORD',
  purpose: 'The password for SMTP_URL.',
  use: 'read',
  readBy: 'the console',
  required: 'no',
  when: 'at each mail',
  rotating: 'Mail is not sent between the change at the mail server and here.',
  present: true,
  source: 'the file .env',
  fault: null,
  strength: { grade: 'weak', words: 'it has 11 characters and is guessed early' },
  firstSeenAt: '2026-01-01T00:00:00Z',
  sameAs: [],
  schedule: null,
  applies: 'reload',
  applied: null,
  wizard: null,
};
const ITEMS: ManagedSecretView[] = [
  SMTP,
  {
    ...SMTP,
    name: 'JWT_SECRET',
    strength: { grade: 'strong', words: 'as production asks of keys' },
    applies: null,
    wizard: '/keys/jwt',
  },
  { ...SMTP, name: 'OPENAI_API_KEY', use: 'recognized', sameAs: ['METRICS_TOKEN'] },
  { ...SMTP, name: 'REDIS_URL', present: false, source: null, strength: null, applies: null },
  { ...SMTP, name: 'VAULT_TOKEN', present: false, strength: null, fault: 'AWS refused.' },
];

const done = vi.fn(
  async (_previous: unknown, _form: FormData): Promise<FormState<{ name: string }>> => ({
    status: 'done',
    result: { name: 'SMTP_PASSWORD' },
  }),
);

function show(query = '', locked = false) {
  address.query = query;
  vi.mocked(fetchManagedSecrets).mockResolvedValue({ provider: 'env', items: ITEMS, next: null });
  const actions = { add: done, remove: done, apply: done };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <ManagedPanel locked={locked} actions={actions} />
      </ToastProvider>
    </QueryClientProvider>,
  );
}

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

it('what needs a look is told in words, and what is set stands apart from what is not', async () => {
  show();
  const set = await screen.findByRole('table', { name: 'Secrets that are set' });
  const standing = (name: string) =>
    within(set).getByRole('button', { name }).closest('[role="row"], tr')?.textContent;
  expect(standing('SMTP_PASSWORD')).toContain('weak');
  expect(standing('JWT_SECRET')).toContain('strong');
  expect(standing('OPENAI_API_KEY')).toContain('shared value');
  expect(standing('VAULT_TOKEN')).toContain('not looked for');
  const unset = screen.getByRole('table', { name: 'Secrets that are not set' });
  expect(within(unset).getByRole('button', { name: 'REDIS_URL' })).toBeDefined();
});

it('another value is sent once, said to be gone at restart, and not left in the page', async () => {
  show('secret=SMTP_PASSWORD');
  const user = userEvent.setup();
  const sheet = await screen.findByRole('dialog', { name: 'SMTP_PASSWORD' });
  expect(sheet.textContent).toContain('it is gone at its restart');
  expect(sheet.textContent).toContain('other nodes do not get it');
  await user.click(within(sheet).getByRole('button', { name: 'Apply until restart' }));
  expect(await within(sheet).findByText('Enter the new value.')).toBeDefined();
  expect(done).not.toHaveBeenCalled();
  await user.type(within(sheet).getByLabelText('New value'), 'canary-of-mail');
  await user.click(within(sheet).getByRole('button', { name: 'Apply until restart' }));
  await waitFor(() => expect(done).toHaveBeenCalledOnce());
  expect(Object.fromEntries(done.mock.calls[0]![1])).toMatchObject({
    name: 'SMTP_PASSWORD',
    value: 'canary-of-mail',
  });
  await waitFor(() =>
    expect(within(sheet).getByLabelText<HTMLInputElement>('New value').value).toBe(''),
  );
  expect(document.body.innerHTML).not.toContain('canary-of-mail');
});

it('a key with a page of its own leads there, and takes no value here', async () => {
  show('secret=JWT_SECRET');
  const sheet = await screen.findByRole('dialog', { name: 'JWT_SECRET' });
  const link = within(sheet).getByRole('link', { name: 'Open the page that changes it' });
  expect(link.getAttribute('href')).toBe('/keys/jwt');
  expect(within(sheet).queryByLabelText('New value')).toBeNull();
});

it('while the console is locked nothing is offered that would change something', async () => {
  show('secret=SMTP_PASSWORD', true);
  const sheet = await screen.findByRole('dialog', { name: 'SMTP_PASSWORD' });
  expect(within(sheet).queryByLabelText('New value')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Add entry' })).toBeNull();
});
