// Can the master keys that were given be read, and are they strong?

import type { Env } from '@/lib/env';
import { ok, problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';
import { BootRefusal } from '@/lib/services/keys/boot-refusal';
import { readMasterKeyInputs } from '@/lib/services/keys/master-key-inputs';

/** Says nothing of whether a key opens the database. */
export async function checkKeyInputs(env: Env): Promise<DoctorCheck> {
  const id = 'key_inputs';
  try {
    const { given, warnings } = await readMasterKeyInputs(env);
    const remedy = 'Production refuses it: give a key of 32 random bytes.';
    if (warnings.length > 0) return warning(id, warnings.join(' '), remedy);
    const sources = given.map((key) => key.source).join(', ');
    return ok(id, given.length > 0 ? `read from ${sources}` : 'no master key was given');
  } catch (error) {
    if (!(error instanceof BootRefusal)) throw error;
    return problem(id, error.message, 'Correct it: the console does not start with it.');
  }
}
