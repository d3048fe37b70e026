import { expect, it } from 'vitest';
import { z } from 'zod';
import { fieldIssues } from './field-issues';
import { writtenLine, writtenText } from './written-text';

const schema = z.strictObject({
  name: z.string().max(3),
  kind: z.enum(['team', 'app']).optional(),
  'a/b~c': z.number().int().min(1).optional(),
  at: z.iso.datetime().optional(),
  scope: z.strictObject({ id: z.string() }).optional(),
  list: z.array(z.string()).min(1).optional(),
});

function issuesOf(sent: unknown): string[] {
  const parsed = schema.safeParse(sent);
  if (parsed.success) return [];
  return fieldIssues(parsed.error, sent).map((issue) => `${issue.pointer} ${issue.code}`);
}

it.each([
  [{}, ['/name missing']],
  [{ name: { not: '' } }, ['/name wrong_type']],
  [{ name: null }, ['/name wrong_type']],
  [{ name: 'long' }, ['/name too_big']],
  [{ name: 'a', kind: 'planet' }, ['/kind not_one_of']],
  [{ name: 'a', 'a/b~c': 0 }, ['/a~1b~0c too_small']],
  [{ name: 'a', at: 'noon' }, ['/at wrong_format']],
  [{ name: 'a', scope: {} }, ['/scope/id missing']],
  [{ name: 'a', list: [] }, ['/list too_small']],
  [{ name: 'a', list: ['b', 3] }, ['/list/1 wrong_type']],
  ['text', [' wrong_type']],
])('points at the field and says what is wrong with it: %j', (sent, issues) => {
  expect(issuesOf(sent)).toEqual(issues);
});

it('reports an unknown field at its parent and repeats neither its name nor its value', () => {
  const sent = { name: 'a', canary1: 'canary2', scope: { id: 'x', canary3: 1 } };
  const { error } = schema.safeParse(sent);
  const issues = fieldIssues(error!, sent);
  expect(issues.map(({ pointer, code }) => [pointer, code])).toEqual([
    ['/scope', 'unknown_field'],
    ['', 'unknown_field'],
  ]);
  expect(JSON.stringify(issues)).not.toContain('canary');
});

it('repeats nothing of a value that breaks a rule', () => {
  const sent = { name: 'canary', kind: 'canary', at: 'canary', list: 'canary' };
  const { error } = schema.safeParse(sent);
  expect(fieldIssues(error!, sent)).toHaveLength(4);
  expect(JSON.stringify(fieldIssues(error!, sent))).not.toContain('canary');
});

it('says what a schema expects where that is said there', () => {
  const described = z.object({
    region: z.string().regex(/^eu-\d$/, { error: 'Give a region, such as eu-1.' }),
    other: z.string().regex(/^x$/),
  });
  const sent = { region: 'canary', other: 'canary' };
  expect(fieldIssues(described.safeParse(sent).error!, sent)).toEqual([
    { pointer: '/region', code: 'wrong_format', message: 'Give a region, such as eu-1.' },
    { pointer: '/other', code: 'wrong_format', message: 'Send the form that is described.' },
  ]);
});

it('tells of what people write that it is missing, or in more than one line', () => {
  const noted = z.object({ reason: writtenText(10), title: writtenLine(10) });
  const messages = (sent: object) =>
    fieldIssues(noted.safeParse(sent).error!, sent).map(({ message }) => message);
  expect(messages({ reason: ' ', title: 'a\nb' })).toEqual([
    'Write something here.',
    'Write it in one line.',
  ]);
});
