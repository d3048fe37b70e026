import { expect, it } from 'vitest';
import { worstNotice } from './notice';

it('shows one notice at a time, the worst first and among equals the first', () => {
  const late = { tone: 'due', text: 'No verified backup yet.' } as const;
  const later = { tone: 'due', text: 'Development key.' } as const;
  const locked = { tone: 'danger', text: 'Locked.' } as const;
  expect(worstNotice([late, locked, later])).toBe(locked);
  expect(worstNotice([late, later])).toBe(late);
  expect(worstNotice([])).toBeUndefined();
});
