import { describe, expect, it } from 'vitest';
import { boundedWork } from './bounded-work';

describe('bounded work', () => {
  it('never runs more at once than it may, in the order of asking, and survives failures', async () => {
    const bounded = boundedWork(2);
    let [running, most] = [0, 0];
    const order: number[] = [];
    const work = (number: number) => async () => {
      running += 1;
      most = Math.max(most, running);
      order.push(number);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (number % 3 === 0) throw new Error('failed');
      return number;
    };
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    const outcomes = await Promise.allSettled(numbers.map((number) => bounded(work(number))));
    expect(most).toBe(2);
    expect(order).toEqual(numbers);
    expect(outcomes.map((one) => one.status === 'fulfilled')).toEqual(
      numbers.map((number) => number % 3 !== 0),
    );
  });
});
