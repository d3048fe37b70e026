// Can every variable of the environment be used?

import { EnvRefusal, readEnv, type Env } from '@/lib/env';
import { ok, problem, type DoctorCheck } from '@/lib/domain/doctor-check';

export interface Environment {
  /** Null where it cannot be used: nothing that needs it can be looked at. */
  readonly env: Env | null;
  readonly checks: readonly DoctorCheck[];
}

/** Names variables and what was expected, never what they hold. */
export function checkEnvironment(
  source: Readonly<Record<string, string | undefined>> | undefined = undefined,
): Environment {
  try {
    const env = source ? readEnv(source) : readEnv();
    return { env, checks: [ok('environment', 'every variable can be used')] };
  } catch (error) {
    if (!(error instanceof EnvRefusal)) throw error;
    const checks = error.problems.map(({ variable, expected }) =>
      problem('environment', `${variable} cannot be used`, `Expected: ${expected}.`),
    );
    return { env: null, checks };
  }
}
