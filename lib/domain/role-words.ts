// What each built-in role lets somebody do, in words for whoever grants it.

import type { Role } from './permissions';

/** Of `deliveries:create`, wherever it is granted to a person. */
export const DELIVERIES_REMARK =
  'A person cannot take deliveries: deliveries:create only lets him make tokens that do, and a token that does can read every value it reaches.';

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  owner:
    'May do everything there, and make other owners. An organization always has at least one owner.',
  admin:
    'May do everything there but make owners: scopes, secrets, people, tokens, audit. Keys and backups only with the whole organization.',
  editor: 'Seals, replaces and deletes secrets, answers requests and runs rotations.',
  deployer: 'Lists names and prepares runs of programs. Changes no secret.',
  auditor: 'Lists names and reads the audit log. Changes nothing.',
  viewer: 'Lists names. Changes nothing.',
};
