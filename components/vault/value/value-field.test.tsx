import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ValueField } from './value-field';

it('generates into the field, shows nothing, and copies what the field holds', async () => {
  const user = userEvent.setup();
  const written = vi.spyOn(navigator.clipboard, 'writeText');
  const { container } = render(<ValueField label="Value" />);
  await user.click(screen.getByRole('button', { name: 'Generate a value' }));
  await user.click(
    await screen.findByRole('menuitem', { name: /Encryption key/ }, { timeout: 10_000 }),
  );
  await screen.findByText(/it is in the field/);
  const field = screen.getByLabelText<HTMLInputElement>('Value');
  expect(field.value).toMatch(/^[0-9a-f]{64}$/);
  expect(field.type).toBe('password');
  expect(container.innerHTML).not.toContain(field.value);
  await user.click(screen.getByRole('button', { name: 'Copy the value' }));
  expect(written).toHaveBeenCalledWith(field.value);
}, 20_000);
