import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { SAMPLE_TEAM } from '@/lib/testing/sample-scope';
import { PeriodPack } from './period-pack';

describe('the evidence of a period', () => {
  it('is offered for whole days of UTC, and not for a time that ends before it begins', async () => {
    const user = userEvent.setup();
    render(<PeriodPack scope={SAMPLE_TEAM} />);
    for (const [label, date] of [
      ['From', '2026-07-01'],
      ['To', '2026-09-30'],
    ] as const) {
      await user.clear(screen.getByLabelText(label));
      await user.type(screen.getByLabelText(label), date);
    }
    const link = screen.getByRole('link', { name: 'Signed evidence (.json)' });
    const query = new URL(link.getAttribute('href')!, 'http://here.invalid').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      scope: SAMPLE_TEAM.id,
      from: '2026-07-01T00:00:00Z',
      to: '2026-10-01T00:00:00.000Z',
      format: 'json',
    });
    await user.clear(screen.getByLabelText('From'));
    await user.type(screen.getByLabelText('From'), '2026-10-01');
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByRole('status').textContent).toContain('the later one last');
  });
});
