import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { AUDIT_KINDS } from './audit-kind';

it('every act that is recorded can be chosen in the log by what it is about', () => {
  const files = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const kinds = files.flatMap((name) => {
    const text = readFileSync(path.join(import.meta.dirname, name), 'utf8');
    const actions = text.matchAll(/^ *(?:\| )?\(?(?:\{ )?action:((?:\s*\|?\s*'[a-z_.]+')+)/gm);
    return [...actions].flatMap(([, named]) =>
      [...named!.matchAll(/'([a-z_]+)\./g)].map(([, kind]) => kind!),
    );
  });
  expect([...new Set(kinds)].sort()).toEqual(Object.keys(AUDIT_KINDS).sort());
});
