import { configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { SecretCheck } from '@/lib/contracts/backend-facts';
import type { SecretSummary } from '@/lib/contracts/secret';
import { sampleSecret } from '@/lib/testing/sample-secret';
import { ElsewhereSection } from './elsewhere-section';

configure({ asyncUtilTimeout: 20_000 });

const connector = { id: 'con_1', slug: 'aws-payments', name: 'Payments account', approved: true };
const atBackend = {
  checkedAt: '2026-11-01T10:00:00.000Z',
  fault: null,
  version: 'AWSv-1',
  at: '2026-10-01T10:00:00.000Z',
  schedule: { enabled: true, everyDays: 30, lastAt: null, nextAt: null },
} as const;

const secretWith = (fields: Partial<SecretSummary> = {}) =>
  sampleSecret({
    backend: 'aws',
    reference: 'prod/billing?key=password',
    connector,
    atBackend,
    fingerprint: null,
    ...fields,
  });

const fact = (term: string) =>
  screen.getByText(term, { selector: 'dt' }).nextElementSibling?.textContent;

const answer = (fields: Partial<SecretCheck> = {}): SecretCheck => ({
  key: 'STRIPE_KEY',
  backend: 'aws',
  reference: 'prod/billing?key=password',
  connector: { id: 'con_1', slug: 'aws-payments', name: 'Payments account' },
  resolves: true,
  ...atBackend,
  checkedAt: '2026-11-22T10:00:00.000Z',
  version: 'AWSv-2',
  ageDays: 0,
  ...fields,
});

describe('where the value of a secret is', () => {
  it('is told with reference, version, schedule and when it was checked last', () => {
    render(<ElsewhereSection secret={secretWith()} check={undefined} onChecked={vi.fn()} />);
    expect(fact('Backend')).toBe('AWS Secrets Manager');
    expect(fact('Connector')).toBe('Payments account aws-payments');
    expect(fact('Reference')).toContain('prod/billing?key=password');
    expect(screen.getByRole('button', { name: 'Copy the reference' })).toBeTruthy();
    expect(fact('Version there')).toBe('AWSv-1');
    expect(fact('Rotated there')).toBe('every 30 days, by its backend');
    expect(screen.queryByRole('button', { name: 'Check' })).toBeNull();
  });

  it('says that a version without a name is told by a fingerprint, and what was not seen yet', () => {
    const known = { ...atBackend, version: 'fp:9c1e04af', checkedAt: null };
    render(
      <ElsewhereSection
        secret={secretWith({ atBackend: known })}
        check={undefined}
        onChecked={vi.fn()}
      />,
    );
    expect(fact('Version there')).toBe('9c1e04af (a fingerprint: it has no versions there)');
    expect(fact('Last checked')).toBe('not yet');
  });

  it('shows what a check found in place of what was known', async () => {
    const onChecked = vi.fn();
    render(
      <ElsewhereSection
        secret={secretWith()}
        check={async (_previous, form) => {
          expect(Object.fromEntries(form)).toEqual({
            scope: 'payments.production.billing',
            key: 'STRIPE_KEY',
          });
          return { status: 'done', result: answer() };
        }}
        onChecked={onChecked}
      />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText(/^It resolves/)).toBeTruthy();
    expect(fact('Version there')).toBe('AWSv-2');
    expect(onChecked).toHaveBeenCalledTimes(1);
  });

  it('shows a fault with its remedy', async () => {
    const fault = { code: 'absent', message: 'Create prod/billing there.' } as const;
    render(
      <ElsewhereSection
        secret={secretWith()}
        check={async () => ({ status: 'done', result: answer({ resolves: false, fault }) })}
        onChecked={vi.fn()}
      />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText('There is nothing at the reference.')).toBeTruthy();
    expect(screen.getByText(/Create prod\/billing there\.$/)).toBeTruthy();
    expect(screen.queryByText(/^It resolves/)).toBeNull();
  });
});
