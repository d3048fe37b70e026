// Asks that values of some names may be sent to a host to be tried; nothing is sent before somebody approves.

import 'server-only';
import { isIP } from 'node:net';
import type { AskDestinationInput, Destination } from '@/lib/contracts/destination';
import { findDestinationRow, insertDestination } from '@/lib/db/verification/destinations';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { isNamePattern, NAME_PATTERNS_MAX } from '@/lib/domain/name-pattern';
import type { Env } from '@/lib/env';
import { anyKind, authorize } from '../access/authorize';
import { readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkedDestination } from '../webhooks/checked-destination';
import { destinationFacts, destinationView } from './find-destination';

/**
 * Needs `rotation:run` and `secrets:write` on the scope. Throws 422 for what is no plain https origin, is private
 * and not named by the operator, and for globs that are none.
 */
export async function askDestination(
  ctx: Context,
  { scope: ref, origin: text, names, reason }: AskDestinationInput,
): Promise<Destination> {
  await authorize(ctx, anyKind(ref), 'rotation:run', names);
  const scope = await authorize(ctx, anyKind(ref), 'secrets:write', names);
  const origin = checkedOrigin(text, ctx.installation.env);
  if (names.length > NAME_PATTERNS_MAX || !names.every(isNamePattern)) {
    const message = 'Use letters, digits, underscores and *, such as STRIPE_*.';
    throw ruleBroken('/names', 'name_pattern', message);
  }
  const made = { id: newUuid(), origin, names: [...new Set(names)], reason: reason.trim() };
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      await insertDestination(tx, scope, { ...made, askedBy: actorLabel(ctx.actor) });
      return (await findDestinationRow(tx, scope.organizationId, made.id))!;
    },
    (asked) => ({
      in: scope,
      events: [{ action: 'destination.asked', ...destinationFacts(asked, scope) }],
    }),
  );
  const reach = await readReach(ctx.installation.database.prisma, memberOf(ctx));
  return destinationView(ctx, reach, row);
}

/** In one spelling: `https://host` or `https://host:port`. */
function checkedOrigin(text: string, env: Env): string {
  const url = checkedDestination('/origin', text.trim(), env);
  if (url.pathname !== '/' || url.search !== '') {
    const message =
      'Give the host alone, such as https://api.example.org: the path is of the check.';
    throw ruleBroken('/origin', 'origin', message);
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  // `example.org.` is another spelling of a host that the operator may have named.
  if (isIP(host) === 0 && host.endsWith('.')) {
    throw ruleBroken('/origin', 'origin', 'Leave out the dot at the end of the host.');
  }
  return url.origin;
}
