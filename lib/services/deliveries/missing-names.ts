// Names that a delivery should hold and cannot: what is said of each, and what to do about it.

import 'server-only';
import type { DeliverableRow } from '@/lib/db/deliveries/deliverables';
import { KeystowError } from '@/lib/domain/errors';
import type { FieldIssue } from '@/lib/domain/errors';
import type { Deliverable } from '@/lib/domain/resolution';

export interface MissingName {
  readonly name: string;
  /** `missing_value`: a scope has the name, and nothing to deliver; `missing_required`: none has it. */
  readonly code: 'missing_value' | 'missing_required';
  /** A sentence: where it lacks, and the remedy. */
  readonly message: string;
}

const REMEDIES: Readonly<Record<Exclude<Deliverable, 'ready'>, string>> = {
  no_value: 'has no value. Give it one, or delete it.',
  lost: 'has a value that was lost with its master key. Enter it again.',
  target_deleted: 'is an alias of a secret that is gone. Point it at another, or delete it.',
};

/** Of a name that is won by something without a value: no wider scope's is taken in its place. */
export function missingValue({ name, scopePath, deliverable }: DeliverableRow): MissingName {
  const remedy = REMEDIES[deliverable === 'ready' ? 'no_value' : deliverable];
  return { name, code: 'missing_value', message: `${name} in ${scopePath} ${remedy}` };
}

/** Of a name that no scope has. */
export function missingRequired(name: string, appPath: string): MissingName {
  const message = `${name} is needed, and neither ${appPath} nor a scope above it has it. Add it there, or to a wider scope.`;
  return { name, code: 'missing_required', message };
}

/** 422, with every name that lacks. */
export function refuseMissing(missing: readonly MissingName[]): KeystowError {
  const issues = missing.map(({ code, message }): FieldIssue => ({ pointer: '', code, message }));
  const names = missing.length === 1 ? 'A name' : `${missing.length} names`;
  return new KeystowError('rule_broken', `${names} cannot be delivered, so nothing is.`, {
    issues,
  });
}
