import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { CommandLine } from './command-line';

const COMMAND = 'curl -X POST \\\n  https://example.test';

describe('a command', () => {
  it('is copied whole', async () => {
    const user = userEvent.setup();
    render(<CommandLine command={COMMAND} />);
    await user.click(screen.getByRole('button', { name: 'Copy command' }));
    expect(await navigator.clipboard.readText()).toBe(COMMAND);
    expect(await screen.findByText('Copied')).toBeTruthy();
  });

  it('says so when the browser refuses to copy', async () => {
    const user = userEvent.setup();
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
    render(<CommandLine command={COMMAND} />);
    await user.click(screen.getByRole('button', { name: 'Copy command' }));
    expect(await screen.findAllByText(/copy it by hand/)).not.toHaveLength(0);
  });
});
