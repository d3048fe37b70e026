// Nobody gives a token what he does not hold himself.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';
import { PERMISSIONS } from '@/lib/domain/permissions';
import type { Permission } from '@/lib/domain/permissions';

/** What was asked for, `*` expanded to all that is held. Throws 403 for anything beyond. */
export function permissionsWithin(
  held: ReadonlySet<Permission>,
  asked: readonly (Permission | '*')[],
): Permission[] {
  const wanted = asked.includes('*') ? PERMISSIONS.filter((one) => held.has(one)) : asked;
  const beyond = wanted.filter((one) => one === '*' || !held.has(one));
  if (beyond.length > 0) {
    const message = `You cannot give what you do not have there: ${beyond.join(', ')}.`;
    throw new KeystowError('forbidden', message, {
      issues: [{ pointer: '/permissions', code: 'beyond_maker', message }],
    });
  }
  return PERMISSIONS.filter((one) => wanted.includes(one));
}
