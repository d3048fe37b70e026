// Holds every import of a file against the table of rooms and packages.

import type ts from 'typescript';
import {
  GENERATED,
  GUARDED_NAMES,
  MAY_IMPORT,
  MOUNTED_ONLY_IN,
  PACKAGE_NOT_IN,
  PACKAGE_ONLY_IN,
  TYPES_ONLY,
} from '../architecture-rules';
import { breach, isWithin, roomOf, type Breach, type CodeFile } from './code-file';
import { readImports, type ModuleUse } from './read-imports';
import type { Resolver, Target } from './resolve-module';

export function checkImports(file: CodeFile, source: ts.SourceFile, resolve: Resolver): Breach[] {
  return readImports(source).flatMap((use) => {
    const told = (rule: string, detail: string) => [breach(rule, file, use.line, detail)];
    if (use.specifier === null) return told('literal', 'the module is computed at run time');
    const target = resolve(use.specifier, file.path);
    if (target.kind === 'unresolved') return told('resolved', `${use.specifier} leads nowhere`);
    return [
      roomProblem(file, use, target),
      packageProblem(file, target),
      guardProblem(file, use, target),
    ]
      .filter((problem) => problem !== null)
      .flatMap(([rule, detail]) => told(rule, detail));
  });
}

type Problem = readonly [rule: string, detail: string] | null;

function roomProblem(file: CodeFile, use: ModuleUse, target: Target): Problem {
  const from = roomOf(file.path);
  if (target.kind !== 'ours' || from === null || from === 'tools') return null;
  const to = roomOf(target.path);
  if (to === null) return ['room', `${target.path} lies in no room`];
  if (target.path.startsWith(GENERATED) && from !== 'db') {
    return ['package', 'only lib/db speaks to the database'];
  }
  if (from === to) return null;
  if (!MAY_IMPORT[from].includes(to)) {
    return ['room', `${from} may not import ${to} (${target.path})`];
  }
  const mount = MOUNTED_ONLY_IN.find((one) => one.room === to);
  if (mount && !file.path.startsWith(mount.folder)) {
    return ['room', `${to} is imported by its mount only, ${mount.folder}`];
  }
  if (!use.typeOnly && TYPES_ONLY.some((edge) => edge.from === from && edge.to === to)) {
    return ['room', `${from} may import types of ${to} only, by \`import type\``];
  }
  return null;
}

function packageProblem(file: CodeFile, target: Target): Problem {
  const room = roomOf(file.path);
  if (target.kind !== 'package' || room === null || room === 'tools') return null;
  const name = target.name;
  const only = PACKAGE_ONLY_IN.find((rule) => rule.packages.test(name));
  if (only && !only.rooms.includes(room)) return ['package', `${name}: ${only.why}`];
  const never = PACKAGE_NOT_IN.find(
    (rule) => rule.packages.test(name) && rule.rooms.includes(room),
  );
  return never ? ['package', `${name} in ${room}: ${never.why}`] : null;
}

/** A guarded name may not be taken elsewhere, handed on, or reached through its whole module. */
function guardProblem(file: CodeFile, use: ModuleUse, target: Target): Problem {
  if (target.kind !== 'ours' || use.typeOnly || roomOf(file.path) === 'tools') return null;
  for (const { name, home, usedBy } of GUARDED_NAMES) {
    const reaches = target.path === home && use.names === null;
    if (!reaches && !use.names?.includes(name)) continue;
    const allowed = usedBy.some((place) => isWithin(file.path, place));
    if (!allowed || reaches || use.reExported) return ['guard', `${name} is not for this file`];
  }
  return null;
}
