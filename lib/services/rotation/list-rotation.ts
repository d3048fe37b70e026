// Lists what must be replaced, what is due first coming first.

import 'server-only';
import type { ListRotationQuery, RotationList } from '@/lib/contracts/rotation';
import { listBoardRows } from '@/lib/db/rotation/rotation-board';
import type { BoardPlace } from '@/lib/db/rotation/rotation-board';
import { KeystowError } from '@/lib/domain/errors';
import type { Context } from '../context';
import { rotationItem } from './rotation-item';
import { boardKeys, readRotationSight } from './rotation-sight';

const ROTATIONS_PER_PAGE = 100;

/** As `readRotationSight` says of rights. Throws 400 for an `after` that is not of this list. */
export async function listRotation(ctx: Context, query: ListRotationQuery): Promise<RotationList> {
  const { filter, keys } = await readRotationSight(ctx, query);
  const limit = query.limit ?? ROTATIONS_PER_PAGE;
  const rows = await listBoardRows(ctx.installation.database.prisma, filter, boardKeys(keys), {
    statuses: query.status ?? [],
    after: query.after === undefined ? undefined : readPlace(query.after),
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => rotationItem(row, keys, filter.organizationId)),
    now: (rows[0]?.now ?? new Date()).toISOString(),
    next: rows.length > limit && last ? placeText(last) : null,
  };
}

function placeText({ due, id }: BoardPlace): string {
  return Buffer.from(JSON.stringify([due, id])).toString('base64url');
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const ID = /^[\w-]{1,128}$/;

function readPlace(text: string): BoardPlace {
  const parts = parsed(Buffer.from(text, 'base64url').toString());
  if (Array.isArray(parts) && parts.length === 2) {
    const [due, id] = parts as readonly unknown[];
    if (typeof due === 'string' && typeof id === 'string' && isDue(due) && ID.test(id)) {
      return { due, id };
    }
  }
  throw new KeystowError('invalid_shape', undefined, {
    issues: [{ pointer: '/after', code: 'cursor', message: 'Send `next` of the page before.' }],
  });
}

/** An instant that exists, or none: the database would fail on 30 February. */
function isDue(text: string): boolean {
  if (text === 'infinity') return true;
  const time = TIME.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 19));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
