// Finds files that lead back to themselves by what they import, types too: none of them can be read first.

import type ts from 'typescript';
import { breach, type Breach, type CodeFile } from './code-file';
import { readImports } from './read-imports';
import type { Resolver } from './resolve-module';

export interface ParsedFile {
  readonly file: CodeFile;
  readonly source: ts.SourceFile;
}

/** One breach for each way back that is met, at the file it leads to. */
export function checkCircles(files: readonly ParsedFile[], resolve: Resolver): Breach[] {
  const byPath = new Map(files.map((one) => [one.file.path, one]));
  const finished = new Set<string>();
  const way: string[] = [];
  const breaches: Breach[] = [];

  const follow = (one: ParsedFile): void => {
    const { path } = one.file;
    const at = way.indexOf(path);
    if (at >= 0) {
      breaches.push(breach('circle', one.file, 1, [...way.slice(at), path].join(' -> ')));
      return;
    }
    if (finished.has(path)) return;
    way.push(path);
    for (const target of importedBy(one, resolve)) {
      const next = byPath.get(target);
      if (next) follow(next);
    }
    way.pop();
    finished.add(path);
  };
  files.forEach(follow);
  return breaches;
}

function importedBy({ file, source }: ParsedFile, resolve: Resolver): Set<string> {
  const targets = readImports(source).flatMap(({ specifier }) => {
    const target = specifier === null ? null : resolve(specifier, file.path);
    return target?.kind === 'ours' ? [target.path] : [];
  });
  return new Set(targets);
}
