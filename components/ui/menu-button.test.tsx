import { configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { MenuButton } from './menu-button';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

function setUp() {
  const onDelete = vi.fn();
  render(
    <MenuButton
      label="Actions"
      className=""
      sections={[
        {
          key: 'a',
          label: 'Teams of Acme',
          entries: [
            { key: 'payments', label: 'Payments', href: '/vault?scope=payments', current: true },
            { key: 'default', label: 'default', href: '/vault?scope=default', current: false },
          ],
        },
        { key: 'b', entries: [] },
        { key: 'c', entries: [{ key: 'delete', label: 'Delete…', onSelect: onDelete }] },
      ]}
    >
      …
    </MenuButton>,
  );
  return { user: userEvent.setup(), button: screen.getByRole('button'), onDelete };
}

describe('a menu button', () => {
  it.each(['{Enter}', ' ', '{ArrowDown}'])(
    'opened by %s begins at its first entry',
    async (key) => {
      const { user, button } = setUp();
      button.focus();
      await user.keyboard(key);
      expect(button.getAttribute('aria-expanded')).toBe('true');
      await waitFor(() => expect(document.activeElement?.textContent).toContain('Payments'));
      expect(document.activeElement?.getAttribute('aria-current')).toBe('true');
      await user.keyboard('{Escape}');
      await waitFor(() => expect(document.activeElement).toBe(button));
      expect(screen.queryByRole('menu')).toBeNull();
    },
  );

  it('does what is chosen, closes and gives focus back', async () => {
    const { user, button, onDelete } = setUp();
    await user.click(button);
    expect(await screen.findAllByRole('separator')).toHaveLength(1);
    expect(screen.getByRole('group', { name: 'Teams of Acme' })).toBeTruthy();
    await user.click(screen.getByRole('menuitem', { name: 'Delete…' }));
    expect(onDelete).toHaveBeenCalledOnce();
    await waitFor(() => expect(document.activeElement).toBe(button));
  });
});
