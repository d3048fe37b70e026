import { expect, it } from 'vitest';
import { setRequirementsForm } from './resolution';

it('reads the names an app requires as lines: a ? makes one optional, a # says what it is for', () => {
  const text = 'DATABASE_URL\n\n  SMTP_URL ? # mail, where there is any\n# later\nA#b\n';
  expect(setRequirementsForm.parse({ app: 'billing', requirements: text }).requirements).toEqual([
    { key: 'DATABASE_URL', optional: false, note: undefined },
    { key: 'SMTP_URL', optional: true, note: 'mail, where there is any' },
    { key: 'A', optional: false, note: 'b' },
  ]);
  const cleared = setRequirementsForm.parse({ app: 'billing' });
  expect(cleared.requirements).toEqual([]);
});

it('refuses a line that is no name', () => {
  const parsed = setRequirementsForm.safeParse({ app: 'billing', requirements: 'TWO WORDS' });
  expect(parsed.error?.issues[0]?.path).toEqual(['requirements', 0, 'key']);
});
