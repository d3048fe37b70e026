import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { KeyState } from './key-state';

const FINGERPRINT = 'mk_3fa9d2e1b40781c1';

describe('the state of the master key', () => {
  it('is told by colour, shape and word together', () => {
    const { container } = render(<KeyState fingerprint={FINGERPRINT} state="locked" />);
    expect(screen.getByText('Locked').className).toContain('text-danger');
    expect(container.querySelector('[data-tone="danger"]')).toBeTruthy();
  });

  it('names the key in short and in whole on hover', () => {
    render(<KeyState fingerprint={FINGERPRINT} state="unlocked" />);
    expect(screen.getByText('mk_3fa9…c1').title).toBe(FINGERPRINT);
  });

  it('stands without a fingerprint where no key is loaded', () => {
    render(<KeyState fingerprint={null} state="locked" />);
    expect(screen.queryByText(/mk_/)).toBeNull();
  });
});
