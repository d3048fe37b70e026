import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Status } from './status';

it('gives every state a shape of its own beside its colour and word', () => {
  const { container } = render(
    <>
      <Status tone="fine">Unlocked</Status>
      <Status tone="due">Due</Status>
      <Status tone="danger">Locked</Status>
      <Status tone="unknown">Not seen</Status>
    </>,
  );
  const shapes = [...container.querySelectorAll('svg')].map((svg) => svg.innerHTML);
  expect(new Set(shapes).size).toBe(4);
  expect(screen.getByText('Locked')).toBeTruthy();
});
