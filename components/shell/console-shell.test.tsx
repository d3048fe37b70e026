import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConsoleShell } from './console-shell';
import type { NavItem } from './nav-item';

const at = vi.hoisted(() => ({ pathname: '/vault' }));
vi.mock('next/navigation', () => ({
  usePathname: () => at.pathname,
  useRouter: () => ({ push: vi.fn() }),
  useSearchParams: () => new URLSearchParams('scope=payments'),
}));

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
afterEach(() => {
  cleanup();
  at.pathname = '/vault';
});

const ITEMS = ['Vault', 'Keys', 'Access', 'Audit', 'Leaks', 'Inbox'].map((label) => ({
  label,
  href: `/${label.toLowerCase()}`,
  icon: 'vault' as const,
}));

function setUp(items: readonly NavItem[] = ITEMS.slice(0, 2)) {
  const signOut = vi.fn();
  render(
    <ConsoleShell
      items={items}
      path={<p>path</p>}
      scopes={[]}
      grants={[]}
      masterKey={{ fingerprint: 'mk_3fa9d2e1b40781c1', state: 'unlocked' }}
      account={{ name: 'Ada Lovelace', email: 'ada@acme.example' }}
      signOut={signOut}
      notices={[{ tone: 'due', text: 'No verified backup yet.' }]}
    >
      <h1>Vault</h1>
    </ConsoleShell>,
  );
  return { signOut };
}

describe('the frame of the console', () => {
  it('has its landmarks, and a first link past the navigation to the page', () => {
    setUp();
    expect(screen.getByRole('banner')).toBeTruthy();
    const main = screen.getByRole('main');
    const first = document.querySelector('a');
    expect(first?.textContent).toBe('Skip to content');
    expect(first?.getAttribute('href')).toBe(`#${main.id}`);
    expect(screen.getByRole('complementary', { name: 'Notice' }).textContent).toContain('backup');
  });

  it('marks the page one is on and carries the chosen scope along', () => {
    setUp();
    for (const link of screen.getAllByRole('link', { name: 'Vault' })) {
      expect(link.getAttribute('aria-current')).toBe('page');
    }
    for (const link of screen.getAllByRole('link', { name: 'Keys' })) {
      expect(link.getAttribute('aria-current')).toBeNull();
      expect(link.getAttribute('href')).toBe('/keys?scope=payments');
    }
  });

  it('keeps five places on a phone and the rest in a sheet', async () => {
    setUp(ITEMS);
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    const sheet = await screen.findByRole('dialog', { name: 'Keystow' });
    expect(sheet.querySelectorAll('a')).toHaveLength(ITEMS.length);
  });

  it('gives those marked for it the places of a phone, and marks the last for a page below it', async () => {
    at.pathname = '/audit';
    setUp(ITEMS.map((item) => ({ ...item, onPhone: item.label === 'Inbox' })));
    const more = screen.getByRole('button', { name: 'More, you are on Audit' });
    const bar = within(more.closest('nav')!);
    const labels = bar.getAllByRole('link').map((link) => link.textContent);
    expect(labels).toEqual(['Vault', 'Keys', 'Access', 'Inbox']);
    more.focus();
    await userEvent.keyboard('{Enter}');
    const sheet = within(await screen.findByRole('dialog', { name: 'Keystow' }));
    expect(sheet.getByRole('link', { name: 'Audit' }).getAttribute('aria-current')).toBe('page');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(document.activeElement).toBe(more);
  });

  it('keeps entries of one section together, under its name', () => {
    setUp(
      ITEMS.slice(0, 3).map((item, index) => ({
        ...item,
        section: index < 2 ? ('Secrets' as const) : ('Manage' as const),
      })),
    );
    const [side] = screen.getAllByRole('navigation', { name: 'Main' });
    const linksOf = (name: string) =>
      within(within(side!).getByRole('list', { name }))
        .getAllByRole('link')
        .map((link) => link.textContent);
    expect(linksOf('Secrets')).toEqual(['Vault', 'Keys']);
    expect(linksOf('Manage')).toEqual(['Access']);
  });

  it('names the account and signs out from its menu', async () => {
    const { signOut } = setUp();
    await userEvent.click(screen.getByRole('button', { name: 'Account: ada@acme.example' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    expect(signOut).toHaveBeenCalledOnce();
  });
});
