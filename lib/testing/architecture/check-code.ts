// Rules about what a file does rather than what it imports: environment, brands, the database client.

import ts from 'typescript';
import {
  BOOKKEEPING_WRITES,
  BRANDS,
  BUILD_CONSTANTS,
  CLIENT_METHODS,
  ENVIRONMENT_READER,
  SERVER_ONLY_ROOMS,
} from '../architecture-rules';
import {
  breach,
  everyNode,
  isWithin,
  lineOf,
  roomOf,
  type Breach,
  type CodeFile,
} from './code-file';
import { readImports } from './read-imports';

export function checkCode(file: CodeFile, source: ts.SourceFile): Breach[] {
  const room = roomOf(file.path);
  if (room === null || room === 'tools') return [];
  const breaches: Breach[] = [];
  everyNode(source, (node) => {
    for (const [rule, detail] of [...problemsOf(file, node), ...bookkeepingProblems(node)]) {
      breaches.push(breach(rule, file, lineOf(source, node), detail));
    }
  });
  const marked = readImports(source).some((use) => use.specifier === 'server-only');
  if (SERVER_ONLY_ROOMS.includes(room) && !marked) {
    breaches.push(breach('server-only', file, 1, `import 'server-only' is missing`));
  }
  return breaches;
}

type Problem = readonly [rule: string, detail: string];

function* problemsOf(file: CodeFile, node: ts.Node): Generator<Problem> {
  if (file.path !== ENVIRONMENT_READER && readsEnvironment(node)) {
    yield ['environment', `only ${ENVIRONMENT_READER} reads it`];
  }
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    const brand = ts.isTypeReferenceNode(node.type) ? node.type.typeName.getText() : '';
    const home = Object.hasOwn(BRANDS, brand) ? BRANDS[brand] : undefined;
    if (home !== undefined && !isWithin(file.path, home)) {
      yield ['brand', `${brand} is made in ${home} only`];
    }
  }
  if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) {
    const home = Object.hasOwn(CLIENT_METHODS, node.text) ? CLIENT_METHODS[node.text] : undefined;
    if (home !== undefined && !isWithin(file.path, home)) {
      yield ['client', `${node.text} is used in ${home} only`];
    }
  }
}

/**
 * `process.pid` and the like are fine. `process.env`, and every use by which the environment could be
 * had without that being written (`const { env } = process`, `process[name]`, `import … 'process'`), is not.
 */
function readsEnvironment(node: ts.Node): boolean {
  if (ts.isStringLiteralLike(node)) return /^(node:)?process$/.test(node.text) && isSpecifier(node);
  if (!ts.isIdentifier(node) || node.text !== 'process') return false;
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
    return parent.name.text === 'env' && !isBuildConstant(parent);
  }
  const isName = ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent);
  const isMember = ts.isPropertyAccessExpression(parent) && !isGlobal(parent.expression);
  return !((isName && parent.name === node) || isMember);
}

function isSpecifier(node: ts.Node): boolean {
  const parent = node.parent;
  return (
    ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isCallExpression(parent)
  );
}

function isGlobal(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && ['globalThis', 'global', 'window', 'self'].includes(node.text);
}

function isBuildConstant(environment: ts.PropertyAccessExpression): boolean {
  const parent = environment.parent;
  if (ts.isPropertyAccessExpression(parent)) return BUILD_CONSTANTS.includes(parent.name.text);
  const key = ts.isElementAccessExpression(parent) ? parent.argumentExpression : undefined;
  return key !== undefined && ts.isStringLiteralLike(key) && BUILD_CONSTANTS.includes(key.text);
}

/** Inside `bookkeeping(…)`, whatever is given the transaction must be on the list. */
function* bookkeepingProblems(node: ts.Node): Generator<Problem> {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'bookkeeping') return;
  const [, work] = node.arguments;
  const parameter =
    work && ts.isArrowFunction(work) ? work.parameters[0]?.name.getText() : undefined;
  if (work === undefined || parameter === undefined) {
    yield ['bookkeeping', 'give it an arrow function that names its transaction'];
    return;
  }
  const misused: string[] = [];
  everyNode(work, (inner) => {
    if (!ts.isIdentifier(inner) || inner.text !== parameter || ts.isParameter(inner.parent)) return;
    const call = inner.parent;
    const callee =
      ts.isCallExpression(call) && call.expression !== inner ? call.expression : undefined;
    const name = callee?.getText() ?? 'the transaction itself';
    if (!Object.hasOwn(BOOKKEEPING_WRITES, name)) misused.push(name);
  });
  for (const name of misused)
    yield ['bookkeeping', `${name} is not on the list of what is no event`];
}
