// Looks in every organization for what is to be reminded of, and records what was escalated.

import 'server-only';
import { insertDueReminders, listLiveOrganizations } from '@/lib/db/reminders/find-due';
import { dropEndedReminders } from '@/lib/db/reminders/reminders';
import { permissionsOfRole, ROLES } from '@/lib/domain/permissions';
import type { Permission } from '@/lib/domain/permissions';
import { bookkeeping } from '../bookkeeping';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recorded } from '../recorded';

const AT_ONCE = 500;
const KEPT_DAYS = 30;

const rolesWith = (permission: Permission) =>
  ROLES.filter((role) => permissionsOfRole(role, true).includes(permission));

/** Answers how many reminders were written. Any number of nodes may do so at once. */
export async function findDueReminders(
  installation: Installation,
  stop?: AbortSignal,
): Promise<number> {
  await bookkeeping(installation, (tx) => dropEndedReminders(tx, KEPT_DAYS));
  let found = 0;
  for (const organizationId of await listLiveOrganizations(installation.database.prisma)) {
    for (let made = AT_ONCE; made === AT_ONCE && !stop?.aborted;) {
      made = await findIn(installation, organizationId);
      found += made;
    }
  }
  return found;
}

async function findIn(installation: Installation, organizationId: string): Promise<number> {
  const roles = { lists: rolesWith('secrets:list'), manages: rolesWith('members:manage') };
  const mail = installation.env.smtpUrl !== undefined;
  const found = await recorded(
    systemContext(installation, 'reminders'),
    (tx) => insertDueReminders(tx, organizationId, roles, { mail, limit: AT_ONCE }),
    (rows) => ({
      in: { organizationId },
      events: rows
        .filter(({ stage }) => stage === 'escalated')
        .map(({ secretId, name, kind, scopeId, path, version, receivers }) => ({
          action: 'rotation.escalated' as const,
          secret: { id: secretId, name },
          scope: { kind, id: scopeId, path },
          ...{ version, receivers },
        })),
    }),
  );
  return found.reduce((sum, { receivers }) => sum + receivers, 0);
}
