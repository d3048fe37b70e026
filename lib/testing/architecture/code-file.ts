// One file of the program under check, and what a breach of a rule looks like.

import ts from 'typescript';
import { ROOM_OF_PATH, type Room } from '../architecture-rules';

/** `path` is relative to the root, with forward slashes. */
export interface CodeFile {
  readonly path: string;
  readonly text: string;
}

export interface Breach {
  readonly rule: string;
  readonly at: string;
  readonly detail: string;
}

export function breach(rule: string, file: CodeFile, line: number, detail: string): Breach {
  return { rule, at: `${file.path}:${line}`, detail };
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path);
}

/** The room a path lies in, null when it lies in none. Tests and root configuration are tools. */
export function roomOf(path: string): Room | null {
  if (isTest(path) || /^[^/]+\.config\.(ts|mjs)$/.test(path)) return 'tools';
  const found = Object.entries(ROOM_OF_PATH)
    .filter(([prefix]) => (prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix))
    .sort(([a], [b]) => b.length - a.length)[0];
  return found ? found[1] : null;
}

export function parse(file: CodeFile): ts.SourceFile {
  return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
}

/** Counted from 1. */
export function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** Calls `visit` for every node below `node`. */
export function everyNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => {
    visit(child);
    everyNode(child, visit);
  });
}

/** True for the path itself, and for what lies below it when it ends with a slash. */
export function isWithin(path: string, place: string): boolean {
  return place.endsWith('/') ? path.startsWith(place) : path === place;
}
