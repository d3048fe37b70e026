// Can every variable of the environment be used?

import { EnvRefusal, inheritedEnvironment } from '@/lib/env';
import { ok, problem, type DoctorCheck } from '@/lib/domain/doctor-check';

import { BootRefusal } from '@/lib/services/keys/boot-refusal';
import type { Configuration } from '@/lib/services/managed/configuration';
import type { Variables } from '@/lib/services/managed/found-secret';
import { gatherConfiguration } from '@/lib/services/managed/gather-configuration';

export interface Environment {
  /** Null where it cannot be used: nothing that needs it can be looked at. */
  readonly configuration: Configuration | null;
  readonly checks: readonly DoctorCheck[];
}

/** Asks the provider too. Names variables and what was expected, never what they hold. */
export async function checkEnvironment(
  variables: Variables = inheritedEnvironment(),
): Promise<Environment> {
  try {
    const configuration = await gatherConfiguration(variables);
    return { configuration, checks: [ok('environment', 'every variable can be used')] };
  } catch (error) {
    if (error instanceof BootRefusal) {
      const remedy = 'The console does not start until this is mended.';
      return { configuration: null, checks: [problem('secret_provider', error.message, remedy)] };
    }
    if (!(error instanceof EnvRefusal)) throw error;
    const checks = error.problems.map(({ variable, expected }) =>
      problem('environment', `${variable} cannot be used`, `Expected: ${expected}.`),
    );
    return { configuration: null, checks };
  }
}
