import { expect, it } from 'vitest';
import { RequestRefused, unreachable } from '@/lib/client/request-refused';
import { CommandRefused } from '../command-refused';
import { restartFailure } from './restart-failure';

it.each([
  ['missing_value', new RequestRefused('missing_value', 'x', { status: 422 })],
  ['unreachable', unreachable()],
  ['files', new CommandRefused('no_memory_folder', 'x')],
  ['unfit_name', new CommandRefused('unfit_name', 'x')],
  ['refused', new RequestRefused('code 7 <b>', 'x')],
])('a restart that failed is told as %s', (code, error) => {
  expect(restartFailure(error)).toBe(code);
});
