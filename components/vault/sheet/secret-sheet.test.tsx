import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { fetchDependents } from '@/lib/client/dependents';
import type { SecretSummary } from '@/lib/contracts/secret';
import { sampleSecret } from '@/lib/testing/sample-secret';
import type { FormTarget } from '@/components/ui/form';
import { ToastProvider } from '@/components/ui/toast';
import { DAY_MS } from '@/lib/domain/durations';
import { secretRights } from '../secret-rights';
import { SecretSheet } from './secret-sheet';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/dependents', () => ({ fetchDependents: vi.fn() }));
vi.mock('@/lib/client/history', () => ({
  fetchVersions: async () => ({ items: [], next: null }),
}));
vi.mock('@/lib/client/owners', () => ({ fetchOwners: async () => ({ items: [] }) }));

const idle = async () => ({ status: 'idle' }) as const;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

async function setUp(secret: SecretSummary, describe: FormTarget<SecretSummary> = idle) {
  vi.mocked(fetchDependents).mockResolvedValue({
    items: [{ kind: 'alias', key: 'PG_URL', path: 'payments.production' }],
    workers: { total: 0, byThemselves: 0, first: [] },
  });
  const asked = { onReplace: vi.fn(), onDelete: vi.fn(), onChanged: vi.fn() };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <SecretSheet
          secret={secret}
          lineage={[]}
          may={secretRights(['secrets:list', 'secrets:write', 'secrets:delete'], false)}
          history={{ rollBack: idle, destroy: idle, promote: idle, discard: idle, restore: idle }}
          describe={describe}
          onClose={vi.fn()}
          {...asked}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  const sheet = within(await screen.findByRole('dialog', { name: secret.key }));
  const fact = (term: string) =>
    sheet.getByText(term, { selector: 'dt' }).nextElementSibling?.textContent;
  return { sheet, fact, user: userEvent.setup(), ...asked };
}

describe('the sheet of a secret', () => {
  it('tells everything but the value', async () => {
    const { fact } = await setUp(
      sampleSecret({
        key: 'GITHUB',
        type: 'oauth_tokens',
        format: 'object',
        parts: ['access_token', 'refresh_token'],
        owner: { kind: 'team', id: 'team_1', name: 'Payments' },
        tags: ['billing', 'pci'],
      }),
    );
    expect(fact('Type')).toBe('OAuth tokens');
    expect(fact('Category')).toBe('provider');
    expect(fact('Delivered as')).toBe(
      'environment variableGITHUB_ACCESS_TOKENGITHUB_REFRESH_TOKEN',
    );
    expect(fact('Owner')).toBe('Payments (team)');
    expect(fact('Tags')).toBe('billing pci');
    expect(fact('Rotate every')).toBe('90 days (as its type)');
  });

  it.each([
    [15, 'fine'],
    [13, 'due'],
    [-1, 'expired'],
  ])('says by word, colour and shape how an expiry in %s days stands', async (days, word) => {
    const { fact, sheet } = await setUp(sampleSecret({ expiresAt: inDays(days) }));
    expect(fact('Expires')).toMatch(new RegExp(`${word}$`));
    const tone = sheet.getByText(word).previousElementSibling?.getAttribute('data-tone');
    expect(tone).toBe({ fine: 'fine', due: 'due', expired: 'danger' }[word]);
  });

  it('names a file and the variable that leads to it, and base64 where bytes are no text', async () => {
    const { fact } = await setUp(sampleSecret({ key: 'TLS_KEY', delivery: 'file' }));
    expect(fact('Delivered as')).toBe('fileTLS_KEY_FILE');
    cleanup();
    const binary = await setUp(sampleSecret({ key: 'TLS_KEY', format: 'binary' }));
    expect(binary.fact('Delivered as')).toBe('environment variable, in base64TLS_KEY');
  });

  it('lists what depends on it, each by a link', async () => {
    const { sheet } = await setUp(sampleSecret());
    const link = await sheet.findByRole('link', { name: 'PG_URL' });
    expect(link.getAttribute('href')).toBe('/vault?scope=payments.production&secret=PG_URL');
  });

  it('of an alias leads to its target, and offers another target in place of versions', async () => {
    const aliasOf = { id: 'sec_2', key: 'SLACK_TOKEN', path: '_platform', deleted: false };
    const { sheet, user, onReplace } = await setUp(
      sampleSecret({ key: 'SLACK', version: null, fingerprint: null, format: null, aliasOf }),
    );
    const link = sheet.getByRole('link', { name: 'SLACK_TOKEN' });
    expect(link.getAttribute('href')).toBe('/vault?scope=_platform&secret=SLACK_TOKEN');
    expect(sheet.queryByRole('heading', { name: 'Versions' })).toBeNull();
    expect(sheet.queryByRole('button', { name: 'Replace value…' })).toBeNull();
    await user.click(sheet.getByRole('button', { name: 'Point elsewhere…' }));
    expect(onReplace).toHaveBeenCalledTimes(1);
  });

  it('of an alias whose target was deleted says that nothing is delivered', async () => {
    const aliasOf = { id: 'sec_2', key: 'SLACK_TOKEN', path: '_platform', deleted: true };
    const { fact } = await setUp(sampleSecret({ version: null, aliasOf }));
    expect(fact('Alias of')).toMatch(/in the bin: nothing is delivered/);
  });
});

describe('editing the details', () => {
  it('sends every field, empty ones too', async () => {
    const sent: unknown[] = [];
    const secret = sampleSecret({
      description: 'Charges cards.',
      tags: ['billing'],
      expiresAt: '2027-01-31T23:59:59.000Z',
      rotationWindowDays: 30,
      owner: { kind: 'person', id: 'usr_1', name: 'Ada' },
    });
    const { sheet, user, onChanged } = await setUp(secret, async (_previous, form) => {
      sent.push(Object.fromEntries(form));
      return { status: 'done', result: secret };
    });
    await user.click(sheet.getByRole('button', { name: 'Edit details…' }));
    const description = await sheet.findByLabelText(/^Description/);
    expect(sheet.getByLabelText<HTMLInputElement>(/^Expires on/).value).toBe('2027-01-31');
    expect((await sheet.findByLabelText<HTMLInputElement>(/^Owner/)).value).toBe('Ada');
    await user.clear(description);
    await user.clear(sheet.getByLabelText(/^Tags/));
    await user.click(sheet.getByRole('button', { name: 'Save details' }));
    await waitFor(() => expect(onChanged).toHaveBeenCalledTimes(1));
    expect(sent).toEqual([
      {
        scope: secret.scope.path,
        key: 'STRIPE_KEY',
        ifVersion: '4',
        type: 'api_key',
        delivery: 'env',
        category: 'provider',
        description: '',
        owner: 'usr_1',
        tags: '',
        expiresOn: '2027-01-31',
        rotationWindowDays: '30',
        reason: '',
      },
    ]);
    expect(document.activeElement?.textContent).toBe('Edit details…');
  });

  it('offers types of the same make only', async () => {
    const { sheet, user } = await setUp(sampleSecret({ type: 'auth_profile', format: 'object' }));
    await user.click(sheet.getByRole('button', { name: 'Edit details…' }));
    const types = within(await sheet.findByLabelText('Type')).getAllByRole('option');
    expect(types.map((one) => one.textContent)).toEqual(['Auth profile']);
    await user.click(sheet.getByRole('button', { name: 'Cancel' }));
    expect(document.activeElement?.textContent).toBe('Edit details…');
  });
});
