// Reads the files of the program and holds each against all rules.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { CHECKED, GENERATED } from '../architecture-rules';
import { checkCircles } from './check-circles';
import { checkCode } from './check-code';
import { checkImports } from './check-imports';
import { checkNames } from './check-names';
import { parse, type Breach, type CodeFile } from './code-file';
import { createResolver } from './resolve-module';

/** Every file with code of ours below `root`: the rooms, and the configuration beside them. */
export function readProgram(root: string): CodeFile[] {
  const configuration = readdirSync(root).filter((name) => /\.config\.(ts|mjs)$/.test(name));
  return [...CHECKED, ...configuration]
    .filter((entry) => existsSync(path.join(root, entry)))
    .flatMap((entry) => pathsUnder(root, entry))
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }));
}

function pathsUnder(root: string, entry: string): string[] {
  if (`${entry}/` === GENERATED) return [];
  if (!statSync(path.join(root, entry)).isDirectory()) {
    return /\.[cm]?[jt]sx?$/.test(entry) ? [entry] : [];
  }
  return readdirSync(path.join(root, entry)).flatMap((name) =>
    pathsUnder(root, `${entry}/${name}`),
  );
}

/** What is wrong with `files`; imports are followed into `files` first and then below `root`. */
export function checkArchitecture(root: string, files: readonly CodeFile[]): Breach[] {
  const resolve = createResolver(root, files);
  const parsed = files.map((file) => ({ file, source: parse(file) }));
  return [
    ...parsed.flatMap(({ file, source }) => [
      ...checkNames(file),
      ...checkImports(file, source, resolve),
      ...checkCode(file, source),
    ]),
    ...checkCircles(parsed, resolve),
  ];
}
