import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { HeldInBrief } from './held-in-brief';

const textOf = (workers: number, stale: number) =>
  render(<HeldInBrief held={{ secret: 'sec_1', workers, stale }} />).container.textContent;

describe('where there is no room for columns, a row', () => {
  it('says how many workers hold the secret, and on how many a restart is due', () => {
    expect(textOf(4, 0)).toBe('delivered: 4 workers');
    expect(textOf(4, 2)).toBe('delivered: due on 2 of 4');
  });

  it('says nothing of a secret that no worker holds', () => {
    const { container } = render(<HeldInBrief held={undefined} />);
    expect(container.childElementCount).toBe(0);
  });
});
