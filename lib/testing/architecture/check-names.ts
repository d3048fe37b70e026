// Where a file lies, what it is called and how long it is.

import { FORBIDDEN_NAMES, LINES_MAX, TEST_LINES_MAX } from '../architecture-rules';
import { breach, isTest, roomOf, type Breach, type CodeFile } from './code-file';

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|tsx|mjs)$/;

export function checkNames(file: CodeFile): Breach[] {
  const breaches: Breach[] = [];
  const told = (rule: string, detail: string) => breaches.push(breach(rule, file, 1, detail));
  const parts = file.path.split('/');
  const name = parts.at(-1) ?? '';
  if (roomOf(file.path) === null) told('place', 'lies in no room');
  if (!KEBAB.test(name)) told('name', 'is not in kebab-case');
  const bare = [...parts.slice(0, -1), name.split('.')[0] ?? ''];
  const vague = bare.find((part) => FORBIDDEN_NAMES.includes(part));
  if (vague !== undefined) told('name', `“${vague}” does not say what is in it`);
  const lines = file.text.trimEnd().split('\n').length;
  const most = isTest(file.path) ? TEST_LINES_MAX : LINES_MAX;
  if (lines > most) told('length', `has ${lines} lines, ${most} at most`);
  return breaches;
}
