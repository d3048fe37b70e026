import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchSecrets } from '@/lib/client/api';
import { PERMISSIONS, type Permission } from '@/lib/domain/permissions';
import { SAMPLE_ORGANIZATION, SAMPLE_TEAM, SAMPLE_WORKSPACE } from '@/lib/testing/sample-scope';
import { sampleSecret } from '@/lib/testing/sample-secret';
import { Shortcuts } from './shortcuts';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
const { setTheme } = vi.hoisted(() => ({ setTheme: vi.fn() }));
vi.mock('next-themes', () => ({ useTheme: () => ({ setTheme }) }));
vi.mock('@/lib/client/api', () => ({ fetchSecrets: vi.fn() }));
vi.mock('next/navigation', async (original) => {
  const { navigationOfWindow } = await import('@/lib/testing/page-of-window');
  return navigationOfWindow(original<object>);
});

const shared = sampleSecret({ id: 'sec_shared', key: 'SLACK_TOKEN', scope: SAMPLE_ORGANIZATION });
const own = sampleSecret({ id: 'sec_own', key: 'SLACK_SECRET', scope: SAMPLE_TEAM });

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => undefined;
      unobserve = () => undefined;
      disconnect = () => undefined;
    },
  );
  window.localStorage.clear();
  window.history.replaceState(null, '', '/vault?scope=payments');
  vi.mocked(fetchSecrets).mockImplementation(async ({ scopePath, q = '' }) => {
    const items = [shared, own].filter(
      (one) => one.scope.path === scopePath && one.key.includes(q.toUpperCase()),
    );
    return { items, keys: items.map((one) => one.key), next: null };
  });
});

function setUp(locked = false, held: readonly Permission[] = PERMISSIONS) {
  const signOut = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <input aria-label="A field" />
      <Shortcuts
        items={[{ label: 'Tokens', href: '/tokens', icon: 'access' }]}
        scopes={[SAMPLE_ORGANIZATION, SAMPLE_TEAM, SAMPLE_WORKSPACE]}
        grants={[{ scopeId: SAMPLE_ORGANIZATION.id, permissions: held }]}
        locked={locked}
        content="content"
        signOut={signOut}
      />
      <main id="content" tabIndex={-1} />
    </QueryClientProvider>,
  );
  return { signOut, user: userEvent.setup() };
}

/** The palette, once it takes what is typed. */
async function palette(): Promise<HTMLElement> {
  const dialog = await screen.findByRole('dialog', { name: 'Command palette' });
  await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByRole('combobox')));
  return dialog;
}
const address = () => window.location.pathname + window.location.search;

describe('the command palette', () => {
  it('finds secrets of the scope and of wider ones, the nearest first, and opens one', async () => {
    const { user } = setUp();
    await user.keyboard('{Control>}k{/Control}');
    const found = within(await palette());
    await user.keyboard('slack');
    const options = await found.findAllByRole('option', { name: /SLACK/ });
    expect(options.map((one) => one.textContent)).toEqual([
      'SLACK_SECRETpayments',
      'SLACK_TOKEN_platform',
    ]);
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(address()).toBe('/vault?scope=payments&tab=organization&secret=SLACK_TOKEN');
  });

  it('offers to Enter what comes first, also when it comes last, until a key moves on', async () => {
    const { user } = setUp();
    await user.keyboard('{Control>}k{/Control}');
    const found = within(await palette());
    const selected = () => found.getByRole('option', { selected: true }).textContent;
    await user.keyboard('s');
    expect(selected()).toBe('Seal secret');
    await waitFor(() => expect(selected()).toBe('SLACK_SECRETpayments'));
    await user.keyboard('{ArrowDown}');
    expect(selected()).toBe('SLACK_TOKEN_platform');
  });

  it('switches the scope by any word of its name or path, and focuses the page', async () => {
    const { user } = setUp();
    await user.click(screen.getByRole('button', { name: 'Command palette' }));
    await palette();
    await user.keyboard('prod pay{Enter}');
    await waitFor(() => expect(document.activeElement?.id).toBe('content'));
    expect(address()).toBe('/vault?scope=payments.production');
  });

  it('goes to pages and does what can be done anywhere', async () => {
    const { user, signOut } = setUp();
    const choose = async (text: string) => {
      await user.keyboard('{Control>}k{/Control}');
      await palette();
      await user.keyboard(`${text}{Enter}`);
      await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
    };
    await choose('tokens');
    expect(address()).toBe('/tokens?scope=payments');
    await choose('seal');
    expect(address()).toBe('/vault?scope=payments&do=seal');
    await choose('dark');
    expect(setTheme).toHaveBeenCalledWith('dark');
    await choose('log out');
    await waitFor(() => expect(signOut).toHaveBeenCalledOnce());
    await choose('shortcuts');
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy();
  });

  it('offers nothing that writes while locked, and says when nothing fits', async () => {
    const { user } = setUp(true);
    await user.keyboard('{Control>}k{/Control}');
    const found = within(await palette());
    await user.keyboard('seal');
    expect(await found.findByText('Nothing here has that name.')).toBeTruthy();
    expect(found.queryAllByRole('option')).toEqual([]);
  });
});

describe('shortcuts', () => {
  it('do nothing while a field is typed in', async () => {
    const { user } = setUp();
    await user.click(screen.getByLabelText('A field'));
    await user.keyboard('?{Control>}k{/Control}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>('A field').value).toContain('?');
  });

  it('of one key are listed by ?, and can be turned off there', async () => {
    const { user } = setUp();
    await user.keyboard('?');
    const help = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    await user.click(within(help).getByRole('checkbox'));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.keyboard('?');
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.keyboard('{Control>}k{/Control}');
    expect(await palette()).toBeTruthy();
  });
});
