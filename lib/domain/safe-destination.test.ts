import { expect, it } from 'vitest';
import { safeDestination } from './safe-destination';

it.each([
  ['/vault'],
  ['/vault?scope=payments.production&tab=app&q=a%2Fb&secret=API_KEY'],
  ['/keys'],
  ['/'],
])('after signing in one returns to %s', (text) => {
  expect(safeDestination(text)).toBe(text);
});

it.each([
  ['another site', 'https://evil.example/vault'],
  ['one without a scheme', '//evil.example'],
  ['one behind a backslash', '/\\evil.example'],
  ['one behind two', '\\\\evil.example'],
  ['one that appears when dots are resolved', '/.//evil.example'],
  ['one behind resolved dots further in', '/a/..//evil.example'],
  ['one behind a tab', '/\t/evil.example'],
  ['one behind a line break', '/\n/evil.example'],
  ['a script', 'javascript:alert(1)'],
  ['a relative path', 'vault'],
  ['the API', '/api/v1/scopes'],
  ['the API in other spellings', '/%61PI/auth/signout'],
  ['the API behind dots', '/vault/../api/auth/signout'],
  ['a broken escape', '/%E0%A4%A'],
  ['sign-in itself', '/sign-in?next=/sign-in'],
  ['an endless address', `/${'a'.repeat(3000)}`],
  ['nothing', ''],
])('after signing in nobody is sent to %s', (_, text) => {
  expect(safeDestination(text)).toBeNull();
});
