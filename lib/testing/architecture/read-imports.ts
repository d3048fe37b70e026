// Every way in which a file names another module, from TypeScript's own syntax tree.

import ts from 'typescript';
import { everyNode, lineOf } from './code-file';

export interface ModuleUse {
  /** Null when the module is computed at run time. */
  readonly specifier: string | null;
  readonly line: number;
  /** `import type` and `import('…')` in a type: gone at run time. */
  readonly typeOnly: boolean;
  /** Exported names that are taken one by one; null when the whole module is taken. */
  readonly names: readonly string[] | null;
  /** Handed on to whoever imports this file. */
  readonly reExported: boolean;
}

export function readImports(source: ts.SourceFile): ModuleUse[] {
  const uses: ModuleUse[] = [];
  everyNode(source, (node) => {
    const use = moduleUse(node);
    if (use) uses.push({ ...use, line: lineOf(source, node) });
  });
  return uses;
}

function moduleUse(node: ts.Node): Omit<ModuleUse, 'line'> | null {
  if (ts.isImportDeclaration(node)) return importUse(node);
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) return exportUse(node);
  if (ts.isImportTypeNode(node)) {
    const argument = ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
    return { specifier: textOf(argument), typeOnly: true, names: null, reExported: false };
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    const specifier = textOf(node.moduleReference.expression);
    return { specifier, typeOnly: node.isTypeOnly, names: null, reExported: false };
  }
  if (ts.isCallExpression(node) && isLoader(node.expression)) {
    const specifier = textOf(node.arguments[0]);
    return { specifier, typeOnly: false, names: null, reExported: false };
  }
  return null;
}

function importUse(node: ts.ImportDeclaration): Omit<ModuleUse, 'line'> {
  const clause = node.importClause;
  const bindings = clause?.namedBindings;
  const whole = bindings !== undefined && ts.isNamespaceImport(bindings);
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  return {
    specifier: textOf(node.moduleSpecifier),
    typeOnly: clause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    names: whole ? null : named.map((one) => (one.propertyName ?? one.name).text),
    reExported: false,
  };
}

function exportUse(node: ts.ExportDeclaration): Omit<ModuleUse, 'line'> {
  const clause = node.exportClause;
  const named = clause && ts.isNamedExports(clause) ? clause.elements : null;
  return {
    specifier: textOf(node.moduleSpecifier),
    typeOnly: node.isTypeOnly,
    names: named ? named.map((one) => (one.propertyName ?? one.name).text) : null,
    reExported: true,
  };
}

/** `import(…)`, `require(…)`, `require.resolve(…)` and `import.meta.resolve(…)`. */
function isLoader(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'resolve') return false;
  const owner = callee.expression;
  return ts.isMetaProperty(owner) || (ts.isIdentifier(owner) && owner.text === 'require');
}

function textOf(node: ts.Node | undefined): string | null {
  return node && ts.isStringLiteralLike(node) ? node.text : null;
}
