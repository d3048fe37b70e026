// Rules that join two variables, and where files are kept unless told otherwise.

import type { z } from 'zod';
import { absoluteFolder } from './absolute-folder';
import type { ENVIRONMENT_SCHEMA } from './environment-schema';
import { missingSignOnSettings } from './sign-on-settings';

/** One variable that cannot be used, and what it has to be. */
export interface EnvProblem {
  readonly variable: string;
  readonly expected: string;
}

/** Where production and development keep their files unless told otherwise, from the working folder. */
export const DEFAULT_FOLDERS = {
  production: { data: 'data', config: 'config' },
  development: { data: 'data-dev', config: 'config-dev' },
} as const;

type Parsed = z.output<typeof ENVIRONMENT_SCHEMA>;

/** Rules that join two variables. */
export function jointProblems(env: Parsed): EnvProblem[] {
  const problems: EnvProblem[] = [];
  const [email, password] = [env.KEYSTOW_ADMIN_EMAIL, env.KEYSTOW_ADMIN_PASSWORD];
  if (email && !password) {
    problems.push({ variable: 'KEYSTOW_ADMIN_PASSWORD', expected: 'a password for the e-mail' });
  } else if (password && !email) {
    problems.push({ variable: 'KEYSTOW_ADMIN_EMAIL', expected: 'an e-mail for the password' });
  }
  problems.push(...missingSignOnSettings(env));
  const production = env.NODE_ENV === 'production';
  const others = DEFAULT_FOLDERS[production ? 'development' : 'production'];
  const owner = production ? 'development' : 'production';
  if (env.DATA_DIR === absoluteFolder(others.data)) {
    problems.push({ variable: 'DATA_DIR', expected: `another folder than that of ${owner}` });
  }
  if (env.CONFIG_DIR === absoluteFolder(others.config)) {
    problems.push({ variable: 'CONFIG_DIR', expected: `another folder than that of ${owner}` });
  }
  return problems;
}
