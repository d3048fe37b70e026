// Names that a delivery should hold and cannot: what is said of each, and what to do about it.

import 'server-only';
import type { DeliverableRow } from '@/lib/db/deliveries/deliverables';
import type { BackendFault, BackendFaultCode } from '@/lib/domain/backend';
import { KeystowError } from '@/lib/domain/errors';
import type { FieldIssue } from '@/lib/domain/errors';
import type { Deliverable } from '@/lib/domain/resolution';

export interface MissingName {
  readonly name: string;
  /**
   * `missing_value`: a scope has the name, and nothing to deliver; `missing_required`: none has it;
   * `backend_…`: its backend did not give the value.
   */
  readonly code: 'missing_value' | 'missing_required' | `backend_${BackendFaultCode}`;
  /** A sentence: where it lacks, and the remedy. */
  readonly message: string;
  /** What a backend asked for. */
  readonly retryAfterSeconds?: number;
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

/** Of a name whose value lives at `reference`, and could not be had from there. */
export function backendMissing(
  { name, scopePath }: Pick<DeliverableRow, 'name' | 'scopePath'>,
  reference: string,
  { code, message, retryAfterSeconds }: BackendFault,
): MissingName {
  const told = `${name} in ${scopePath} lives at ${reference}. ${message}`;
  const again = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return { name, code: `backend_${code}`, message: told, ...again };
}

/** Of a name that no scope has. */
export function missingRequired(name: string, appPath: string): MissingName {
  const message = `${name} is needed, and neither ${appPath} nor a scope above it has it. Add it there, or to a wider scope.`;
  return { name, code: 'missing_required', message };
}

const PASSING = ['backend_unreachable', 'backend_throttled'];

/** With every name that lacks: 422, or 503 where all that lacks may be had later. */
export function refuseMissing(missing: readonly MissingName[]): KeystowError {
  const issues = missing.map(({ code, message }): FieldIssue => ({ pointer: '', code, message }));
  const names = missing.length === 1 ? 'A name' : `${missing.length} names`;
  const code = missing.every((one) => PASSING.includes(one.code)) ? 'unavailable' : 'rule_broken';
  const waits = missing.map(({ retryAfterSeconds = 0 }) => retryAfterSeconds);
  const longest = Math.max(...waits);
  return new KeystowError(code, `${names} cannot be delivered, so nothing is.`, {
    issues,
    ...(code === 'unavailable' && longest > 0 ? { retryAfterSeconds: longest } : {}),
  });
}
