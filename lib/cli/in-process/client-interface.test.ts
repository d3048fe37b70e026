import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { beforeAll, expect, expectTypeOf, it } from 'vitest';
import { CLIENT_TYPES } from '@/scripts/start/build-cli.mjs';
import type * as Told from './client-interface';
import * as built from './take-delivery';

let folder: string;
beforeAll(() => {
  // As a program has the package: what is built, and package.json, which leads to it.
  folder = mkdtempSync(path.join(tmpdir(), 'keystow-types-'));
  const inPackage = (file: string) => path.join(folder, 'node_modules/keystow', file);
  mkdirSync(path.dirname(inPackage(CLIENT_TYPES.output)), { recursive: true });
  cpSync('package.json', inPackage('package.json'));
  cpSync(CLIENT_TYPES.source, inPackage(CLIENT_TYPES.output));
  symlinkSync(path.resolve('node_modules/@types'), path.join(folder, 'node_modules/@types'));
  return () => rmSync(folder, { recursive: true });
});

/** What TypeScript says of a program that uses the package, as strictly as it can. */
function compiled(source: string, resolution: 'nodenext' | 'bundler'): string[] {
  const file = path.join(folder, 'program.mts');
  writeFileSync(file, source);
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    module: resolution === 'bundler' ? ts.ModuleKind.ESNext : ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind[resolution === 'bundler' ? 'Bundler' : 'NodeNext'],
    types: ['node'],
    typeRoots: [path.join(folder, 'node_modules/@types')],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const PROGRAM = `
import { DeliveryRefused, RequestRefused, takeDelivery } from 'keystow/client';
import type { TakeDeliveryOptions } from 'keystow/client';
const at: TakeDeliveryOptions = { url: 'u', token: 't', serverKey: 'k', app: 'a.b.c', only: ['A_*'] };
try {
  const taken = await takeDelivery(at);
  await taken.ack();
  const needed: string = taken.secrets.need('A');
  const mayMiss: string | undefined = taken.secrets.get('A');
  const bytes: Buffer | undefined = taken.secrets.file('TLS');
  const stop = taken.onChange(({ changes }) => console.log(changes.map(({ name, how }) => [name, how])));
  stop();
  console.log(needed, mayMiss, bytes, taken.secrets.brief?.task);
  await taken.end();
} catch (error) {
  if (error instanceof RequestRefused) console.log(error.code, error.status, error.message);
  else if (error instanceof DeliveryRefused) console.log(error.reason);
}
`;

it.each(['nodenext', 'bundler'] as const)('a program compiles against the package: %s', (how) => {
  expect(compiled(PROGRAM, how)).toEqual([]);
});

it('what is put wrongly does not compile', () => {
  const wrong = [
    `takeDelivery({ url: 'u', token: 't', app: 'a' })`,
    `takeDelivery({ url: 'u', token: 't', serverKey: 'k', scope: 'a' })`,
    `(await takeDelivery({} as TakeDeliveryOptions)).secrets.value`,
  ].map((line) => `// @ts-expect-error\n${line};`);
  const imports = PROGRAM.split('\n').slice(1, 3).join('\n');
  expect(compiled([imports, ...wrong].join('\n'), 'nodenext')).toEqual([]);
});

it('the declarations are what is built, name by name', () => {
  expectTypeOf(built).toExtend<typeof Told>();
  expectTypeOf<keyof typeof Told>().toEqualTypeOf<keyof typeof built>();
});
