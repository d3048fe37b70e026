// One entry of an imported text: a name with its value in the clear, or what is wrong with it.

import { KeystowError } from '../errors';
import type { Plaintext } from '../plaintext';
import { secretNameFault, secretNameRemedy } from '../secret-name';
import { readValueText } from '../secret-value';

/** Stable code and words. They name the line, never what stands there. */
export interface RowFault {
  readonly code: string;
  readonly message: string;
}

/** A value as the store takes it. */
export interface RowValue {
  readonly plaintext: Plaintext;
  readonly format: 'utf8' | 'binary';
}

export interface ImportRow {
  /** The name as written, or empty where what was written may be anything but a name. */
  readonly key: string;
  /** From 1, the line the entry begins at. */
  readonly line: number;
  readonly value: RowValue | null;
  readonly fault: RowFault | null;
}

/** What is shown of a name that breaks the rule, in formats that mark names as such. */
const NAME_LIKE = /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/;

/** An entry whose name stands before a value; both are checked by the rules of the vault. */
export function textRow(key: string, text: string, line: number): ImportRow {
  return checkedRow(key, line, () => ({ plaintext: readValueText(text), format: 'utf8' }));
}

/** As `textRow`; `read` throws what is wrong with the value as a refusal. */
export function checkedRow(key: string, line: number, read: () => RowValue): ImportRow {
  const fault = secretNameFault(key);
  if (fault !== null) {
    return faultyRow(key, line, `name_${fault}`, secretNameRemedy(fault));
  }
  try {
    return { key, line, value: read(), fault: null };
  } catch (error) {
    if (!(error instanceof KeystowError)) throw error;
    const issue = error.extras.issues?.[0];
    return faultyRow(key, line, issue?.code ?? 'value', issue?.message ?? error.message);
  }
}

export function faultyRow(key: string, line: number, code: string, message: string): ImportRow {
  const shown = NAME_LIKE.test(key) ? key : '';
  return { key: shown, line, value: null, fault: { code, message } };
}
