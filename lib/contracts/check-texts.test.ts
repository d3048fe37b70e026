import { expect, it } from 'vitest';
import { checkTexts } from './check-texts';

const codeOf = (fields: object, except: string[] = []): string => {
  try {
    checkTexts(fields, except);
    return 'accepted';
  } catch (error) {
    const { extras } = error as { extras: { issues: { pointer: string; code: string }[] } };
    return `${extras.issues[0]?.pointer} ${extras.issues[0]?.code}`;
  }
};

it('refuses NUL in every text but those with rules of their own', () => {
  expect(codeOf({ q: 'a\0b' })).toBe('/q nul');
  expect(codeOf({ value: 'a\0b', n: 1 }, ['value'])).toBe('accepted');
});

it.each(['\u202egnp', 'a\u0007', '\u001b[31m', 'a\u200bb', '\u2066x', '\ufeffx', 'a\rb'])(
  'refuses what changes how a shown text is read: %j',
  (text) => {
    for (const field of ['name', 'description', 'reason', 'organization']) {
      expect(codeOf({ [field]: text })).toBe(`/${field} control_character`);
    }
    expect(codeOf({ text })).toBe('accepted');
  },
);

it('takes names and reasons in any script, with line breaks and tabs', () => {
  for (const text of ['Zürich', '東京', 'فريق', 'two\nlines\tand a tab', '🔑']) {
    expect(codeOf({ name: text, reason: text })).toBe('accepted');
  }
});
