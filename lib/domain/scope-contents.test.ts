import { expect, it } from 'vitest';
import { contentSentence, contentWord, isEmptyScope } from './scope-contents';

const NONE = {
  ...{ teams: 0, workspaces: 0, apps: 0, secrets: 0, aliases: 0, binned: 0 },
  ...{ versions: 0, tokens: 0, grants: 0, connectors: 0, workers: 0 },
};

it('the contents of a scope are said with their numbers, widest first', () => {
  expect(contentSentence(NONE)).toBe('nothing');
  expect(contentSentence({ ...NONE, apps: 1 })).toBe('1 app');
  expect(contentSentence({ ...NONE, aliases: 2, tokens: 1 })).toBe('2 aliases and 1 machine token');
  expect(contentSentence({ ...NONE, workspaces: 2, secrets: 1, binned: 3, versions: 9 })).toBe(
    '2 workspaces, 1 secret, 3 secrets in the bin and 9 versions',
  );
  expect(contentWord('grants', 0)).toBe('0 roles');
});

it('a scope is empty only when nothing at all lies in it', () => {
  expect(isEmptyScope(NONE)).toBe(true);
  expect(isEmptyScope({ ...NONE, grants: 1 })).toBe(false);
});
