import { expect, it } from 'vitest';
import { setCheckForm } from './destination-form';

const CHECK = { scope: 'payments', key: 'STRIPE_KEY', destination: 'dst_1', path: '/me' };

it('reads the statuses of a check as they are typed, and leaves out what was not', () => {
  expect(setCheckForm.parse({ ...CHECK, works: '200, 204 ' })).toEqual({
    ...CHECK,
    works: [200, 204],
  });
  for (const refuses of ['4xx', '99', '600', '401.5', ' ']) {
    expect(setCheckForm.safeParse({ ...CHECK, refuses }).success).toBe(false);
  }
});
