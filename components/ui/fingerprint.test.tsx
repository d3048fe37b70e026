import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Fingerprint } from './fingerprint';

describe('a fingerprint', () => {
  it('shows its first 8 digits in two groups and all 16 on hover', () => {
    render(<Fingerprint hex="9c1e04af22b7d310" />);
    expect(screen.getByText('9c1e·04af').title).toBe('9c1e·04af·22b7·d310');
  });

  it('is named as missing where the value lives elsewhere', () => {
    render(<Fingerprint hex={null} />);
    expect(screen.getByText('no fingerprint')).toBeTruthy();
  });
});
