import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkArchitecture, readProgram } from './architecture/check-architecture';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Which rules a file with this text at this place breaks. */
function rulesBroken(file: string, text: string): string[] {
  return checkArchitecture(ROOT, [{ path: file, text }]).map((breach) => breach.rule);
}

describe('the architecture', () => {
  const program = readProgram(ROOT);

  it('sees the whole program', () => {
    expect(program.length).toBeGreaterThan(100);
    expect(program.map((file) => file.path)).toContain('lib/testing/architecture.test.ts');
  });

  it('is kept by every file', () => {
    expect(checkArchitecture(ROOT, program)).toEqual([]);
  }, 120_000);
});

describe('the check of the architecture', () => {
  const SERVER = "import 'server-only';\n";

  it.each([
    [
      'an import of a room that is not in the table',
      'lib/domain/planted.ts',
      "import { env } from '@/lib/env';",
    ],
    [
      'one by a relative path',
      'lib/crypto/planted.ts',
      "import { x } from '../db/connection/database';",
    ],
    [
      'one with an extension',
      'lib/contracts/planted.ts',
      "import { x } from '../crypto/sealed.ts';",
    ],
    ['an import for its types', 'lib/domain/planted.ts', "import type { Env } from '@/lib/env';"],
    ['an import for its effects', 'lib/domain/planted.ts', "import '@/lib/env';"],
    ['a dynamic import', 'lib/domain/planted.ts', "export const x = () => import('@/lib/env');"],
    ['a require', 'lib/domain/planted.ts', "export const x = require('@/lib/env');"],
    ['an import equals', 'lib/domain/planted.ts', "import x = require('@/lib/env');"],
    ['an export from', 'lib/domain/planted.ts', "export { env } from '@/lib/env';"],
    ['an export of everything from', 'lib/domain/planted.ts', "export * from '@/lib/env';"],
    ['an import in a type', 'lib/domain/planted.ts', "export type X = import('@/lib/env').Env;"],
    ['an import in a template without holes', 'lib/domain/planted.ts', 'void import(`@/lib/env`);'],
    [
      'a page that imports the rules',
      'app/planted.tsx',
      "import { newUuid } from '@/lib/domain/ids';",
    ],
    [
      'the proxy importing the database',
      'proxy.ts',
      "import { x } from '@/lib/db/connection/database';",
    ],
    [
      'instrumentation importing crypto',
      'instrumentation.ts',
      "void import('@/lib/crypto/sealed');",
    ],
    [
      'a primitive that imports the domain',
      'components/ui/planted.tsx',
      "import { newUuid } from '@/lib/domain/ids';",
    ],
    [
      'a component that imports a service',
      'components/vault/planted.tsx',
      "import { authorize } from '@/lib/services/access/authorize';",
    ],
    [
      'a primitive that imports a panel',
      'components/ui/planted.tsx',
      "import { ConsoleShell } from '@/components/shell/console-shell';",
    ],
    [
      'the database opening envelopes',
      'lib/db/planted.ts',
      `${SERVER}import { open } from '@/lib/crypto/envelope';`,
    ],
    [
      'types in line, which import at run time too',
      'lib/db/planted.ts',
      `${SERVER}import { type Sealed } from '@/lib/crypto/sealed';`,
    ],
    [
      'a program file importing a test tool',
      'lib/domain/planted.ts',
      "import { isRunning } from '@/lib/testing/is-running';",
    ],
    [
      'the REST application outside of its mount',
      'app/planted.ts',
      "import { x } from '@/lib/api/planted';",
    ],
  ])('finds %s', (_what, file, text) => {
    const known = { path: 'lib/api/planted.ts', text: `${SERVER}export const x = 1;` };
    const breaches = checkArchitecture(ROOT, [known, { path: file, text }]);
    expect(breaches.map((breach) => breach.rule)).toEqual(['room']);
  });

  it.each([
    ['an import that leads nowhere', "import './not-there';", 'resolved'],
    ['a package that is not installed', "import 'not-a-package-of-ours';", 'resolved'],
    ['a style sheet that is not there', "import './not-there.css';", 'resolved'],
    ['an import that is computed', 'export const x = (a: string) => import(a);', 'literal'],
    ['an import with a hole', 'export const x = (a: string) => import(`./${a}`);', 'literal'],
    ['a require that is computed', 'export const x = (a: string) => require(a);', 'literal'],
    [
      'a resolve that is computed',
      'export const x = (a: string) => import.meta.resolve(a);',
      'literal',
    ],
  ])('finds %s', (_what, text, rule) => {
    expect(rulesBroken('lib/domain/planted.ts', text)).toEqual([rule]);
  });

  it.each([
    [
      'Prisma',
      'lib/services/planted.ts',
      `${SERVER}import { PrismaClient } from '@prisma/client';`,
    ],
    ['pg', 'lib/auth/planted.ts', `${SERVER}import type pg from 'pg';`],
    ['PGlite', 'app/planted.ts', "void import('@electric-sql/pglite');"],
    [
      'the generated client',
      'lib/services/planted.ts',
      `${SERVER}import type { Prisma } from '@/lib/db/generated/client.ts';`,
    ],
    [
      'Next in a service',
      'lib/services/planted.ts',
      `${SERVER}import { cookies } from 'next/headers';`,
    ],
    ['React in the rules', 'lib/domain/planted.ts', "import { cache } from 'react';"],
    ['files in crypto', 'lib/crypto/planted.ts', "import { readFileSync } from 'node:fs';"],
    [
      'a loader of its own',
      'lib/services/planted.ts',
      `${SERVER}import { createRequire } from 'node:module';`,
    ],
  ])('finds %s where it does not belong', (_what, file, text) => {
    expect(rulesBroken(file, text)).toEqual(['package']);
  });

  it.each([
    ['by name', "import { runTransaction } from '@/lib/db/connection/transaction';"],
    [
      'under another name',
      "import { runTransaction as run } from '@/lib/db/connection/transaction';",
    ],
    ['through its whole module', "import * as t from '@/lib/db/connection/transaction';"],
    ['by a dynamic import', "void import('@/lib/db/connection/transaction');"],
    ['to hand it on', "export { runTransaction } from '@/lib/db/connection/transaction';"],
    ['to hand on its whole module', "export * from '@/lib/db/connection/transaction';"],
  ])('finds a transaction without an audit row, taken %s', (_how, text) => {
    expect(rulesBroken('lib/services/secrets/planted.ts', SERVER + text)).toEqual(['guard']);
  });

  it('finds a scope that nobody authorized', () => {
    const text = "import { mintAuthorizedScope } from '@/lib/domain/authorized-scope';";
    expect(rulesBroken('lib/services/secrets/planted.ts', SERVER + text)).toEqual(['guard']);
  });

  it.each([
    ['read', 'export const x = process.env.HOME;'],
    ['taken apart', 'export const { env } = process;'],
    ['read by a computed name', "export const x = process['e' + 'nv'];"],
    ['handed on', 'export const x = Object.keys(process);'],
    ['reached through the global object', 'export const x = globalThis.process.env;'],
    ['imported', "export { env } from 'node:process';"],
    ['imported by name', "import { env } from 'process'; export const x = env;"],
  ])('finds the environment %s outside of lib/env.ts', (_how, text) => {
    expect(new Set(rulesBroken('lib/domain/planted.ts', text))).toEqual(new Set(['environment']));
  });

  it('lets a file ask for the process number and for a constant of the build', () => {
    const text = "export const x = [process.pid, process.env.NEXT_RUNTIME === 'nodejs'];";
    expect(rulesBroken('instrumentation.ts', text)).toEqual([]);
  });

  it.each(['db', 'services', 'auth', 'api', 'actions'])(
    'finds a file of %s that is not marked',
    (room) => {
      expect(rulesBroken(`lib/${room}/planted.ts`, 'export const x = 1;')).toEqual(['server-only']);
    },
  );

  it.each([
    ['Sealed', 'lib/db/planted.ts', "import type { Sealed } from '@/lib/crypto/sealed';"],
    [
      'Tx',
      'lib/services/secrets/planted.ts',
      "import type { Tx } from '@/lib/db/connection/transaction';",
    ],
    [
      'AuthorizedScope',
      'lib/services/secrets/planted.ts',
      "import type { AuthorizedScope } from '@/lib/domain/authorized-scope';",
    ],
  ])('finds something asserted to be %s', (brand, file, head) => {
    const text = `${SERVER}${head}\nexport const x = (a: unknown) => a as ${brand};`;
    expect(rulesBroken(file, text)).toEqual(['brand']);
  });

  it.each(['db.$transaction([])', 'db.$queryRaw``', "db['$executeRawUnsafe'](text)"])(
    'finds %s outside of lib/db',
    (call) => {
      const text = `${SERVER}export const x = (db: never, text: string) => ${call};`;
      expect(rulesBroken('lib/services/planted.ts', text)).toEqual(['client']);
    },
  );

  it.each([
    '(tx) => updateSecret(tx, id)',
    '(tx) => tx.secret.deleteMany()',
    'async (tx) => { await touchSession(tx, id); return eventually(tx); }',
    'work',
  ])('finds bookkeeping that is an event: %s', (work) => {
    const text = `${SERVER}export const x = () => bookkeeping(installation, ${work});`;
    expect(rulesBroken('lib/services/planted.ts', text)).toEqual(['bookkeeping']);
  });

  it.each([
    ['lib/domain/PutSecret.ts', 'name'],
    ['lib/domain/put_secret.ts', 'name'],
    ['lib/domain/utils.ts', 'name'],
    ['lib/domain/types.ts', 'name'],
    ['lib/domain/index.ts', 'name'],
    ['lib/domain/helpers/put-secret.ts', 'name'],
    ['lib/planted.ts', 'place'],
    ['lib/extras/planted.ts', 'place'],
  ])('finds a file by the name or place of %s', (file, rule) => {
    expect(rulesBroken(file, 'export const x = 1;')).toEqual([rule]);
  });

  it('finds a file that is too long', () => {
    const text = 'export const x = 1;\n'.repeat(251);
    expect(rulesBroken('lib/domain/planted.ts', text)).toEqual(['length']);
    expect(rulesBroken('lib/domain/planted.test.ts', text)).toEqual([]);
    expect(rulesBroken('lib/domain/planted.test.ts', text + text)).toEqual(['length']);
  });

  it('finds files that lead back to themselves, be it by a type', () => {
    const there = { path: 'lib/domain/planted.ts', text: "import './planted-too';" };
    const back = { path: 'lib/domain/planted-too.ts', text: "import type { X } from './planted';" };
    const rules = checkArchitecture(ROOT, [there, back]).map(({ rule, at }) => [rule, at]);
    expect(rules).toEqual([['circle', 'lib/domain/planted.ts:1']]);
  });

  it('has nothing to say about what the table allows', () => {
    expect(
      rulesBroken('lib/services/planted.ts', `${SERVER}import { env } from '@/lib/env';`),
    ).toEqual([]);
    expect(rulesBroken('lib/domain/planted.test.ts', "import { env } from '@/lib/env';")).toEqual(
      [],
    );
    expect(
      rulesBroken(
        'lib/db/planted.ts',
        `${SERVER}import type { Sealed } from '@/lib/crypto/sealed';`,
      ),
    ).toEqual([]);
  });
});
