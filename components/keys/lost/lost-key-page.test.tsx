import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { LostKeyTriage } from '@/lib/contracts/lost-key';
import { ToastProvider } from '@/components/ui/toast';
import { LostKeyPage } from './lost-key-page';

const refresh = vi.fn();
vi.mock('next/navigation', () => ({
  useRouter: () => ({ refresh }),
  unstable_rethrow: () => undefined,
}));

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

const NEEDED = 'mk_3fa9d2e1b40781c1';
const TRIAGE: LostKeyTriage = {
  locked: true,
  needed: [
    {
      fingerprint: NEEDED,
      source: 'config/master.key',
      firstSeenAt: '2026-01-01T00:00:00.000Z',
      copyConfirmedAt: null,
      copyConfirmedBy: null,
    },
  ],
  places: [
    { place: 'KEYSTOW_MASTER_KEY', fingerprint: 'mk_77b0aa12c3de9f04', fits: false },
    { place: `config/master.key.${NEEDED}`, fingerprint: NEEDED, fits: true },
  ],
  holders: [{ host: 'node-two', pid: 4711, fingerprint: NEEDED }],
  loses: { secrets: 3, versions: 5, secondFactors: 1, connectors: 2 },
  keeps: {
    scopes: 4,
    people: 2,
    tokens: 1,
    sessions: 1,
    aliases: 0,
    references: 0,
    auditEvents: 17,
  },
};

function setUp() {
  const reset = vi.fn(async (_previous: unknown, form: FormData) => {
    expect([...form.keys()]).toEqual(['confirm']);
    const result = {
      masterFingerprint: 'mk_77b0aa12c3de9f04',
      source: 'x',
      secrets: 3,
      versions: 5,
    };
    return { status: 'done', result } as const;
  });
  const tryKey = vi.fn(async () => {
    return { status: 'done', result: { fingerprint: NEEDED, fits: 'in_force' } } as const;
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <LostKeyPage triage={TRIAGE} reset={reset} tryKey={tryKey} />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { reset, tryKey, user: userEvent.setup() };
}

describe('the page of a lost key', () => {
  it('asks where the key may be, in order, before it may be given up', () => {
    setUp();
    const questions = screen.getAllByRole('heading', { level: 2 });
    expect(questions.map((one) => one.textContent)).toEqual([
      'Is an older or another key still on this server?',
      'Is it somewhere else?',
      'Is this the right database?',
      'Then the key is lost',
    ]);
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
    expect(rows.map((row) => within(row).getAllByRole('cell').at(-1)?.textContent)).toEqual([
      'does not fit',
      'fits',
    ]);
    expect(screen.getByText(/node-two \(process 4711\) holds it/)).toBeTruthy();
    expect(screen.getByText('the values of 3 secrets')).toBeTruthy();
    expect(screen.getByText(/17 audit events/)).toBeTruthy();
  });

  it('says whether a key that was found fits, and keeps nothing of it', async () => {
    const { tryKey, user } = setUp();
    const field = screen.getByLabelText<HTMLInputElement>('A key you found');
    await user.type(field, 'a key from a drawer');
    await user.click(screen.getByRole('button', { name: 'Try key' }));
    expect(await screen.findByText(/opens this database/)).toBeTruthy();
    expect(tryKey).toHaveBeenCalledOnce();
    expect(field.value).toBe('');
  });

  it('takes the fingerprint of the lost key, and nothing else, before it is given up', async () => {
    const { reset, user } = setUp();
    const give = screen.getByRole('button', { name: 'Give the key up' });
    await user.click(give);
    const field = screen.getByLabelText(`Type ${NEEDED} to give that key up`);
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    expect(reset).not.toHaveBeenCalled();
    await user.type(field, NEEDED);
    await user.click(give);
    await waitFor(() => expect(reset).toHaveBeenCalledOnce());
    await waitFor(() => expect(refresh).toHaveBeenCalled());
  });
});
