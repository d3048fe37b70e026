// The console's own variables, as far as the operator lends them and none of them is Keystow's.

import 'server-only';
import { lendingOf, lentVariables } from '@/lib/env';
import { BackendFault } from '@/lib/domain/backend';
import type { NameSource } from './name-source';

/** `globs`: what the operator has named. Throws `denied` where that is nothing. */
export function readVariables(globs: readonly string[]): NameSource {
  if (globs.length === 0) {
    throw new BackendFault(
      'denied',
      'This console lends none of its variables: name those that secrets may refer to in ENV_BACKEND_NAMES.',
    );
  }
  return {
    place: 'the console’s variables',
    names: async () => [...lentVariables(globs).keys()],
    look: () => async (name) => {
      refuseUnlent(name, globs);
      const value = lentVariables(globs).get(name);
      return value === undefined ? null : { bytes: new TextEncoder().encode(value), at: null };
    },
  };
}

/** Says the same whether it is set or not. */
function refuseUnlent(name: string, globs: readonly string[]): void {
  const lending = lendingOf(name, globs);
  if (lending === 'own') {
    throw new BackendFault(
      'denied',
      `${name} is a variable of Keystow itself, which no secret may refer to: use another name.`,
    );
  }
  if (lending === 'unnamed') {
    throw new BackendFault(
      'denied',
      `This console does not lend ${name}: the operator can name it in ENV_BACKEND_NAMES.`,
    );
  }
}
