// Where a module specifier leads, by TypeScript's own resolution under tsconfig.json.

import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import type { CodeFile } from './code-file';

/** A file of ours by its path from the root, a package by its specifier, or nothing. */
export type Target =
  | { readonly kind: 'ours'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'unresolved' };

export type Resolver = (specifier: string, from: string) => Target;

/** `files` are seen in place of what lies on the disk under the same path, or in addition to it. */
export function createResolver(root: string, files: readonly CodeFile[]): Resolver {
  const { options } = readConfig(root);
  const known = new Set(files.map((file) => path.join(root, file.path)));
  const host: ts.ModuleResolutionHost = {
    ...ts.sys,
    fileExists: (file) => known.has(path.normalize(file)) || ts.sys.fileExists(file),
    directoryExists: () => true,
  };
  const cache = ts.createModuleResolutionCache(root, (name) => name, options);
  return (specifier, from) => {
    if (isBuiltin(specifier)) return { kind: 'package', name: specifier };
    const importer = path.join(root, from);
    const found = ts.resolveModuleName(specifier, importer, options, host, cache).resolvedModule;
    const file = found?.resolvedFileName ?? styleSheet(specifier, importer);
    if (file === undefined) return { kind: 'unresolved' };
    const relative = path.relative(root, file).split(path.sep).join('/');
    const outside = relative.startsWith('..') || relative.includes('node_modules/');
    return outside ? { kind: 'package', name: specifier } : { kind: 'ours', path: relative };
  };
}

function readConfig(root: string): ts.ParsedCommandLine {
  const file = path.join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  return ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
}

/** TypeScript does not look for what is no code. */
function styleSheet(specifier: string, importer: string): string | undefined {
  if (!/^\.{1,2}\/.*\.css$/.test(specifier)) return undefined;
  const file = path.join(path.dirname(importer), specifier);
  return existsSync(file) ? file : undefined;
}
