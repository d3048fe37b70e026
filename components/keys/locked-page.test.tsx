import { render, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { LockedPage } from './locked-page';

const NEEDED = 'mk_3fa9d2e1b40781c1';
const GIVEN = 'mk_77b0aa12c3de9f04';

describe('the locked page', () => {
  it('names both fingerprints whole, what is safe and three ways out', () => {
    render(
      <LockedPage
        lock={{ reason: 'wrong_key', needed: [NEEDED], fittingSources: [] }}
        given={{ fingerprint: GIVEN, source: 'KEYSTOW_MASTER_KEY' }}
      />,
    );
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Locked');
    expect(screen.getByText(NEEDED)).toBeTruthy();
    expect(screen.getByText(GIVEN)).toBeTruthy();
    expect(screen.getByText('from KEYSTOW_MASTER_KEY')).toBeTruthy();
    expect(screen.getByText(/Nothing was changed/)).toBeTruthy();
    const doors = within(screen.getByRole('list')).getAllByRole('heading', { level: 2 });
    expect(doors.map((door) => door.textContent)).toEqual([
      'Supply the key',
      'Restore the right backup',
      'The key is lost',
    ]);
  });

  it('says that no key was given', () => {
    render(
      <LockedPage lock={{ reason: 'no_key', needed: [NEEDED], fittingSources: [] }} given={null} />,
    );
    expect(screen.getByText('No master key was given, and this database needs one.')).toBeTruthy();
    expect(screen.getByText('none')).toBeTruthy();
  });

  it('points to another source that holds a key which fits', () => {
    render(
      <LockedPage
        lock={{ reason: 'wrong_key', needed: [NEEDED], fittingSources: ['config/master.key'] }}
        given={{ fingerprint: GIVEN, source: 'KEYSTOW_MASTER_KEY' }}
      />,
    );
    expect(screen.getByText('config/master.key')).toBeTruthy();
  });
});
