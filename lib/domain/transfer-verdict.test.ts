import { expect, it } from 'vitest';
import { textRow } from './import/import-row';
import { namesTwice, verdictOfImport } from './transfer-verdict';

it('the first row that could have a name keeps it, whatever the case, and a faulty one takes none', () => {
  const names = ['A', '1B', 'B', 'a', 'B', '1B'];
  const rows = namesTwice(names.map((name, index) => textRow(name, 'x', index + 1)));
  expect(rows.map(({ fault }) => fault?.code ?? null)).toEqual([
    ...[null, 'name_pattern', null, 'name_twice', 'name_twice', 'name_pattern'],
  ]);
  expect(rows[3]!.fault!.message).toContain('Row 1');
  expect(rows[3]!.value).toBeNull();
});

it.each([
  [{ verdict: 'invalid', code: 'name_case' }, true, 'taken'],
  [{ verdict: 'invalid', code: 'lives_elsewhere' }, true, 'taken'],
  [{ verdict: 'invalid', code: 'name_pattern' }, false, 'invalid'],
  [{ verdict: 'invalid', code: 'backend_absent' }, false, 'invalid'],
  [{ verdict: 'shadowed', code: 'narrower_scope' }, true, 'replace'],
  [{ verdict: 'shadowed', code: 'narrower_scope' }, false, 'new'],
  [{ verdict: 'unchanged', code: null }, true, 'unchanged'],
] as const)('what an import calls %j is, with a secret there: %s, %s', (shown, met, verdict) => {
  expect(verdictOfImport(shown, met)).toBe(verdict);
});
