import { expect, it, vi } from 'vitest';
import { KeystowError, ruleBroken } from './errors';

class Special extends KeystowError {}

it('a refusal is one whichever copy of the module made it', async () => {
  vi.resetModules();
  const copy = await import('./errors');
  expect(copy.KeystowError).not.toBe(KeystowError);
  expect(new copy.KeystowError('locked')).toBeInstanceOf(KeystowError);
  expect(ruleBroken('/key', 'x', 'y')).toBeInstanceOf(copy.KeystowError);
});

it('other errors, and other kinds of refusal, are not taken for it', () => {
  expect(new Error('locked')).not.toBeInstanceOf(KeystowError);
  expect(new KeystowError('locked')).not.toBeInstanceOf(Special);
  expect(new Special('locked')).toBeInstanceOf(KeystowError);
  expect({ code: 'locked' }).not.toBeInstanceOf(KeystowError);
});
