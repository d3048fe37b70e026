import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { Button } from './button';
import { GuardedSheet, useAskToClose } from './guarded-sheet';
import { SecretField } from './secret-field';
import { TextField } from './text-field';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

function Cancel() {
  return <Button onClick={useAskToClose()}>Cancel</Button>;
}

async function setUp() {
  const onClose = vi.fn();
  render(
    <GuardedSheet title="Seal secret" onClose={onClose}>
      <TextField name="key" label="Name" />
      <SecretField name="value" label="Value" />
      <Cancel />
    </GuardedSheet>,
  );
  await screen.findByRole('dialog', { name: 'Seal secret' });
  return { user: userEvent.setup(), onClose, value: screen.getByLabelText('Value') };
}

const question = () =>
  screen.findByRole('alertdialog', { name: 'Discard what you typed?' }) as Promise<HTMLElement>;

/** Whether the browser would ask before it leaves the page. */
function asksBeforeUnload(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

describe('a sheet that takes values', () => {
  it('closes at once while no value is typed, whatever else is', async () => {
    const { user, onClose } = await setUp();
    await user.type(screen.getByLabelText('Name'), 'TOKEN');
    expect(asksBeforeUnload()).toBe(false);
    await user.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('asks before Esc throws a value away, and gives focus and value back on "Keep editing"', async () => {
    const { user, onClose, value } = await setUp();
    await user.type(value, 'hunter2');
    await user.keyboard('{Escape}');
    const asked = await question();
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Keep editing'));
    await user.click(within(asked).getByRole('button', { name: 'Keep editing' }));
    await waitFor(() => expect(document.activeElement).toBe(value));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect((value as HTMLInputElement).value).toBe('hunter2');
    expect(onClose).not.toHaveBeenCalled();
  });

  it('asks on "Cancel" and on a press beside it; "Discard" closes', async () => {
    const { user, onClose, value } = await setUp();
    await user.type(value, 'hunter2');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(onClose).not.toHaveBeenCalled();
    await user.click(document.body);
    await user.click(within(await question()).getByRole('button', { name: 'Discard' }));
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('lets the browser ask before a reload for as long as a value is typed', async () => {
    const { user, value } = await setUp();
    await user.type(value, 'x');
    expect(asksBeforeUnload()).toBe(true);
    await user.clear(value);
    expect(asksBeforeUnload()).toBe(false);
    await user.type(value, 'x');
    cleanup();
    expect(asksBeforeUnload()).toBe(false);
  });
});
