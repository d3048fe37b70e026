// Which audit log a command is about.

import { Option } from 'commander';

export function logOption(): Option {
  return new Option('--log <log>', 'whose log')
    .choices(['organization', 'installation'])
    .default('organization');
}
