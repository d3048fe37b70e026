// One secret as services take it: what was sent, with its value as Plaintext.

import 'server-only';
import type { SecretFields } from '@/lib/contracts/secret';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { ValueFormat } from '@/lib/domain/secret-kinds';

/** A value, how its bytes are to be read, and what describes it. */
export interface SecretInput extends SecretFields {
  readonly plaintext: Plaintext;
  readonly format: ValueFormat;
}

/** A place at a backend, and what describes the secret whose value is there. */
export interface ReferenceInput extends SecretFields {
  /** Left out: where the value is already, or by the names of scope and secret. */
  readonly reference?: string | undefined;
  /** A slug or `con_…`. */
  readonly connector?: string | undefined;
  /** To be written there first. */
  readonly value?: Pick<SecretInput, 'plaintext' | 'format'>;
}

/** A name for the value of another secret, and what describes it. */
export interface AliasInput extends SecretFields {
  /** `sec_…`, or a name, alone or behind the path of its scope. */
  readonly aliasOf: string;
}
