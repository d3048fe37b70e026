import { cleanup, configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { SessionSummary, SignInWays } from '@/lib/contracts/account';
import { ToastProvider } from '@/components/ui/toast';
import { AccountPanel } from './account-panel';
import { browserName } from './browser-name';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

const refresh = vi.fn();
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  useRouter: () => ({ refresh }),
}));

const CURRENT = 'canary of the current one';
const NEXT = 'canary of the next one';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const session = (id: string, current: boolean): SessionSummary => ({
  id,
  userAgent: FIREFOX,
  createdAt: '2026-01-01T00:00:00Z',
  lastSeenAt: '2026-01-01T00:00:00Z',
  current,
});

const never = async () => ({ status: 'idle' }) as const;

const PASSWORD_ALONE: SignInWays = { password: true, providers: [] };

function show(ways = PASSWORD_ALONE) {
  const done = async (_previous: unknown, form: FormData) => {
    void form;
    return { status: 'done', result: { redirectTo: '/sign-in' } } as const;
  };
  const actions = { change: vi.fn(done), end: vi.fn(done), everywhere: vi.fn(done) };
  render(
    <ToastProvider>
      <AccountPanel
        email="ada@acme.example"
        name="Ada"
        ways={ways}
        secondFactor={{ enabled: false, enabledAt: null, recoveryCodesLeft: 0 }}
        locked={false}
        secondFactorActions={{ begin: never, confirm: never, renew: never, remove: never }}
        sessions={[session('ses_1', true), session('ses_2', false)]}
        changePassword={actions.change}
        endSession={actions.end}
        signOutEverywhere={actions.everywhere}
      />
    </ToastProvider>,
  );
  return actions;
}

describe('the page of one’s own account', () => {
  it('sends the passwords once, without the repetition, and keeps nothing of them', async () => {
    const { change } = show();
    await userEvent.type(screen.getByLabelText('Current password'), CURRENT);
    await userEvent.type(screen.getByLabelText('New password'), NEXT);
    await userEvent.type(screen.getByLabelText('New password again'), `${NEXT}x`);
    await userEvent.click(screen.getByRole('button', { name: 'Change password' }));
    expect(await screen.findByText('The two passwords differ.')).toBeTruthy();
    expect(change).not.toHaveBeenCalled();
    await userEvent.clear(screen.getByLabelText('New password again'));
    await userEvent.type(screen.getByLabelText('New password again'), NEXT);
    await userEvent.click(screen.getByRole('button', { name: 'Change password' }));
    await waitFor(() => expect(refresh).toHaveBeenCalled());
    expect(Object.fromEntries(change.mock.calls[0]![1])).toEqual({
      currentPassword: CURRENT,
      password: NEXT,
    });
    expect(screen.getByLabelText<HTMLInputElement>('Current password').value).toBe('');
    expect(document.documentElement.outerHTML).not.toContain('canary');
  });

  it('ends a session by its id, and offers no ending of the one in use', async () => {
    const { end } = show();
    expect(screen.getByText('this one')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'End session' }));
    await waitFor(() => expect(end).toHaveBeenCalledOnce());
    expect(Object.fromEntries(end.mock.calls[0]![1])).toEqual({ id: 'ses_2' });
  });

  it('asks nothing of a password where there is none, and says through whom one signs on', () => {
    const at = '2026-01-01T00:00:00Z';
    const providers = [{ name: 'Acme ID', linkedAt: at, lastSignedOnAt: at }];
    show({ password: false, providers });
    expect(screen.getByText(/You sign on through Acme ID; there is no password here/)).toBeTruthy();
    expect(screen.queryByLabelText('Current password')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Set up a second factor' })).toBeNull();
    expect(screen.getByRole('button', { name: 'End session' })).toBeTruthy();
    cleanup();
    show({ password: true, providers });
    expect(screen.getByText(/You may sign on through Acme ID instead/)).toBeTruthy();
    expect(screen.getByLabelText('Current password')).toBeTruthy();
  });

  it.each([
    [FIREFOX, 'Firefox on Linux'],
    ['curl/8.5', 'curl'],
    ['', 'Unknown program'],
    [null, 'Unknown program'],
  ])('names the browser of %j', (userAgent, name) => {
    expect(browserName(userAgent)).toBe(name);
  });
});
