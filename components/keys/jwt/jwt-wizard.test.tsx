import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { fetchJwtStatus } from '@/lib/client/keys';
import type { FormState } from '@/lib/contracts/form-state';
import type { JwtStatus } from '@/lib/contracts/jwt';
import { searchReactState } from '@/lib/testing/react-state';
import { ToastProvider } from '@/components/ui/toast';
import { JwtWizard } from './jwt-wizard';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/keys', async (original) => ({
  ...(await original<object>()),
  fetchJwtStatus: vi.fn(),
}));

const NODE = { host: 'node-1', pid: 1, startedAt: '2026-01-01T00:00:00.000Z' };
const REST: JwtStatus = {
  source: 'config/jwt.secret',
  current: { kid: 'aaaa', sessions: 3 },
  previous: null,
  signs: 'aaaa',
  rotatesItself: true,
  step: 'new',
  nodes: [{ ...NODE, current: 'aaaa', previous: null }],
  history: [],
};
const OLD = {
  kid: 'bbbb',
  sessions: 2,
  source: 'config/jwt.secret.previous',
  lastEndsAt: '2999-01-01T00:00:00.000Z',
} as const;

function show(status: JwtStatus) {
  vi.mocked(fetchJwtStatus).mockResolvedValue(status);
  const act = vi.fn(async (_previous: unknown, _form: FormData): Promise<FormState<JwtStatus>> => ({
    status: 'done',
    result: status,
  }));
  const check = vi.fn(async () => ({ status: 'done' as const, result: { kid: 'cccc' } }));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <JwtWizard status={status} actions={{ rotate: act, finish: act, record: act, check }} />
      </ToastProvider>
    </QueryClientProvider>,
  );
  const sent = () => Object.fromEntries(act.mock.calls.at(-1)?.[1] ?? []);
  return { sent };
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

describe('the change of the JWT secret', () => {
  it('writes a new secret itself where Keystow made the old one', async () => {
    const { sent } = show(REST);
    await userEvent.type(screen.getByLabelText(/Change number/, { selector: 'input' }), 'CHG-1');
    await press('Write and use a new secret');
    expect(await screen.findByText('New JWT secret in use')).toBeTruthy();
    expect(sent()).toEqual({ changeNumber: 'CHG-1', secret: '' });
  });

  it('makes one to deploy in the browser where it comes from the environment, and keeps it out of React', async () => {
    show({ ...REST, source: 'JWT_SECRET', rotatesItself: false });
    expect(screen.getByText(/JWT_SECRET_PREVIOUS=the-secret-in-use-now/)).toBeTruthy();
    await press('Generate');
    await screen.findByText(/shown this once/);
    const field = screen.getByLabelText<HTMLInputElement>('New JWT secret');
    expect(field.value).toMatch(/^[0-9a-f]{64}$/);
    expect(searchReactState(field, field.value)).toEqual([]);
    await userEvent.click(screen.getByText('Check a secret of my own before I deploy it'));
    await press('Check');
    expect(await screen.findByText('cccc')).toBeTruthy();
  });

  it('says how many sessions need the old secret, and ends them only by their typed number', async () => {
    const { sent } = show({ ...REST, step: 'move', previous: OLD });
    expect(screen.getAllByText(/2 live sessions under the old secret\./).length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Remove the old secret' })).toBeNull();
    await userEvent.click(screen.getByText(/The old secret has leaked/));
    await userEvent.type(screen.getByLabelText('To end 2 sessions, type 2'), '2');
    await press('End them and delete the old secret');
    expect(sent()).toEqual({ endSessions: '2', verification: '' });
  });

  it('lets the old secret be removed once no session needs it', async () => {
    const { sent } = show({ ...REST, step: 'remove', previous: { ...OLD, sessions: 0 } });
    await press('Remove the old secret');
    expect(await screen.findByText('Old JWT secret removed')).toBeTruthy();
    expect(sent()).toEqual({ verification: '' });
  });

  it('names the nodes that still have another secret, and those that accept the old one', () => {
    const behind = { ...NODE, host: 'node-2', current: 'bbbb', previous: null };
    show({ ...REST, source: 'JWT_SECRET', step: 'deploy', nodes: [...REST.nodes, behind] });
    expect(screen.getByText('another secret')).toBeTruthy();
    cleanup();
    const accepting = { ...NODE, host: 'node-2', current: 'aaaa', previous: 'bbbb' };
    show({ ...REST, source: 'JWT_SECRET', step: 'remove', nodes: [accepting] });
    expect(screen.getByText('unset JWT_SECRET_PREVIOUS')).toBeTruthy();
    expect(screen.getByText('accepts the old one')).toBeTruthy();
  });
});
