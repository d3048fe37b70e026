import ts from 'typescript';
import { expect, it, vi } from 'vitest';
import { ENTRANCES } from '@/lib/testing/isolation/entrances';
import { requirePageContext } from './current-actor';

vi.mock('next/headers', () => ({
  headers: async () => new Headers({ 'x-keystow-address': '/vault?scope=payments' }),
}));
vi.mock('next/navigation', () => ({
  redirect: (address: string) => {
    throw new Error(`sent to ${address}`);
  },
}));
vi.mock('@/lib/services/installation', () => ({ currentInstallation: async () => ({}) }));
vi.mock('@/lib/services/setup/setup-link', () => ({ needsSetup: async () => false }));
vi.mock('./actor-of-request', () => ({ userOfCookies: async () => null }));

const files = import.meta.glob<string>('../../app/**/{page,route}.{ts,tsx,js,jsx,mts,mjs}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const pages = Object.entries(files).map(([file, text]) => ({
  file: file.replace('../../app/', ''),
  text,
}));

/** Whether the page begins by asking who is there, before it reads or shows anything. */
function asksFirst(file: string, text: string): boolean {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const taken = source.statements.some(
    (one) =>
      ts.isImportDeclaration(one) &&
      /\{[^}]*\brequirePageContext\b[^}]*\} from '@\/lib\/auth\/current-actor'/.test(one.getText()),
  );
  const shown = source.statements
    .filter(ts.isFunctionDeclaration)
    .find((one) => one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword));
  const first = shown?.body?.statements[0]?.getText() ?? '';
  return taken && /^const [\w{},\s:]+ = await requirePageContext\(\);$/.test(first);
}

it('every page and every route says in one table who is let in', () => {
  expect(pages.map(({ file }) => file).sort()).toEqual(Object.keys(ENTRANCES).sort());
});

it('every page of the console asks first who is there', () => {
  const console = pages.filter(({ file }) => ENTRANCES[file] === 'console');
  expect(console.length).toBeGreaterThan(10);
  expect(
    console.filter(({ file, text }) => !asksFirst(file, text)).map(({ file }) => file),
  ).toEqual([]);
  expect(pages.filter(({ file }) => file.startsWith('(console)/'))).toEqual(console);
  const late = 'export default async function P() { const x = 1; await requirePageContext(); }';
  expect(asksFirst('late.tsx', late)).toBe(false);
});

it('who is not there is sent to sign in, and comes back from it', async () => {
  await expect(requirePageContext()).rejects.toThrow(
    'sent to /sign-in?next=%2Fvault%3Fscope%3Dpayments',
  );
});
