import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { fetchReach, fetchSecretAccess } from '@/lib/client/reach';
import type { SecretHolder } from '@/lib/contracts/reach';
import type { SecretSummary } from '@/lib/contracts/secret';
import { ReachPlaces } from './reach-places';
import { SecretAccessList } from './secret-access-list';

vi.mock('@/lib/client/reach', () => ({ fetchReach: vi.fn(), fetchSecretAccess: vi.fn() }));

const show = (shown: ReactNode) =>
  render(<QueryClientProvider client={new QueryClient()}>{shown}</QueryClientProvider>);

const PAYMENTS = { kind: 'team' as const, id: 'team_1', path: 'payments' };

it('what lies out of sight is told by its rights, without a number', async () => {
  const organization = { kind: 'organization' as const, id: 'org_1', path: '_platform' };
  const permissions = ['secrets:list' as const, 'deliveries:create' as const];
  const because = [{ role: 'admin', group: null }];
  const unknown = { secrets: null, apps: null, delivered: null };
  vi.mocked(fetchReach).mockResolvedValue({
    namePatterns: [],
    places: [
      { scope: organization, permissions, because, ...unknown },
      { scope: PAYMENTS, permissions, because, secrets: 3, apps: 1, delivered: 4 },
    ],
  });
  show(<ReachPlaces of={{ kind: 'member', id: 'usr_1' }} />);
  expect(await screen.findByText('Lists the names')).toBeTruthy();
  expect(
    screen.getByText('Receives what reaches the apps: the secrets, wider ones included'),
  ).toBeTruthy();
  expect(screen.getByText('Lists 3 names')).toBeTruthy();
});

it('a link by which a value can be entered stands among the holders, with its maker', async () => {
  const can: SecretHolder['can'] = ['change'];
  const link: SecretHolder = {
    ...{ kind: 'link', id: 'lnk_1', name: 'a supplier', email: null, can },
    because: [{ role: null, group: null, scope: PAYMENTS, can, as: [] }],
    madeBy: { name: 'Ann', email: 'ann@acme.example' },
  };
  vi.mocked(fetchSecretAccess).mockResolvedValue({ items: [link], next: null });
  show(<SecretAccessList secret={{ key: 'KEY', scope: PAYMENTS } as unknown as SecretSummary} />);
  const entry = await screen.findByText('a supplier');
  expect(entry.closest('li')!.textContent).toBe('a supplier changes · link made by Ann');
});

it('a brief and an integration that carry the value stand among the holders, with who made them', async () => {
  const can: SecretHolder['can'] = ['receive'];
  const because = [{ role: null, group: null, scope: PAYMENTS, can, as: [] }];
  const own = { email: null, can, because, madeBy: { name: 'ann@acme.example', email: null } };
  const items: SecretHolder[] = [
    { kind: 'brief', id: 'brf_1', name: 'Sum the invoices', ...own },
    { kind: 'integration', id: 'int_1', name: 'Chat', ...own },
  ];
  vi.mocked(fetchSecretAccess).mockResolvedValue({ items, next: null });
  show(<SecretAccessList secret={{ key: 'KEY', scope: PAYMENTS } as unknown as SecretSummary} />);
  const wordsOf = async (name: string) =>
    (await screen.findByText(name)).closest('li')!.textContent;
  expect(await wordsOf('Sum the invoices')).toBe(
    'Sum the invoices receives · brief made by ann@acme.example',
  );
  expect(await wordsOf('Chat')).toBe(
    'Chat receives · integration changed last by ann@acme.example',
  );
});
