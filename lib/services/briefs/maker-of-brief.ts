// Whether who made a brief could still make it: otherwise nothing is delivered by it.

import 'server-only';
import type { BriefRow } from '@/lib/db/briefs/briefs';
import { findLiveMakerToken, isActivePerson } from '@/lib/db/briefs/makers';
import type { Reader } from '@/lib/db/connection/transaction';
import type { GrantHolder } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError } from '@/lib/domain/errors';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { isPermission } from '@/lib/domain/permissions';
import { authorizeFor } from '../access/authorize';

/**
 * The proof for the brief's app, on its maker's behalf. Throws 403 `maker_gone` where he was
 * deactivated, or his token ended, and `maker_not_allowed` where he has no `briefs:create` there now.
 */
export async function authorizeMaker(reader: Reader, row: BriefRow): Promise<AuthorizedScope> {
  const maker = await findMaker(reader, row);
  if (!maker) throw refused('maker_gone', 'is not there any more.');
  const app = await authorizeFor(reader, maker, row.appId, 'briefs:create');
  const within =
    maker.kind === 'user' ||
    row.secretRefs.every((name) => isWithinPatterns(maker.namePatterns, name));
  if (!app || !within) throw refused('maker_not_allowed', 'may not make it any more.');
  return app;
}

async function findMaker(reader: Reader, row: BriefRow): Promise<GrantHolder | null> {
  const { createdById: id, createdByKind, organizationId } = row;
  if (createdByKind === 'user') {
    return (await isActivePerson(reader, id)) ? { kind: 'user', id, organizationId } : null;
  }
  const token = await findLiveMakerToken(reader, id);
  if (!token) return null;
  const { name, scopeId, namePatterns } = token;
  const permissions = token.permissions.filter(isPermission);
  return { kind: 'token', id, organizationId, name, scopeId, permissions, namePatterns };
}

function refused(code: string, why: string): KeystowError {
  const message = `Who made this brief ${why} Somebody else has to make it.`;
  return new KeystowError('forbidden', message, { issues: [{ pointer: '', code, message }] });
}
