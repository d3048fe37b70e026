// The running nodes beside this process.

import 'server-only';
import { hostname } from 'node:os';
import type { LiveNode } from '@/lib/db/keys/nodes';
import type { Installation } from '../../context';

/** An embedded database has one process: rows of others there are of processes that ended hard. */
export function otherNodes({ database }: Installation, live: readonly LiveNode[]): LiveNode[] {
  if (database.kind === 'embedded') return [];
  const host = hostname();
  return live.filter((node) => node.host !== host || node.pid !== process.pid);
}
