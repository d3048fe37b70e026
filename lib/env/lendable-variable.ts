// Which of this process's variables may be handed out to others: none that is the console's own.

import { ENVIRONMENT_SCHEMA } from './environment-schema';

/** `own`: Keystow reads it. `unnamed`: the operator has not named it. */
export type Lending = 'lent' | 'own' | 'unnamed';

const PREVIOUS = /_PREVIOUS$/;

/** Whose owner would be this process: a database, a cloud, its runtime. A `*` does not reach them. */
const NAMED_IN_FULL = /^(AWS|AZURE|GCP|GCLOUD|GOOGLE|NEXT|NODE|PG|POSTGRES|VAULT|BAO)[A-Z_]*$/;

/** Whether `name` may be handed out where the operator named `globs`, in which `*` stands for anything. */
export function lendingOf(name: string, globs: readonly string[]): Lending {
  if (isOwn(name)) return 'own';
  const reaching = NAMED_IN_FULL.test(name) ? globs.filter((glob) => !glob.includes('*')) : globs;
  return reaching.some((glob) => patternOf(glob).test(name)) ? 'lent' : 'unnamed';
}

/** Whether Keystow reads it. A file of that name counts in whatever case it is written. */
export function isOwnName(name: string): boolean {
  return isOwn(name.toUpperCase());
}

function isOwn(name: string): boolean {
  const current = name.replace(PREVIOUS, '');
  return current.startsWith('KEYSTOW_') || Object.hasOwn(ENVIRONMENT_SCHEMA.shape, current);
}

/** The schema has checked that nothing in a glob means anything to a pattern but its stars. */
function patternOf(glob: string): RegExp {
  return new RegExp(`^${glob.split(/\*+/).join('.*')}$`);
}
