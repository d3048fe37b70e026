// Two consoles on one PostgreSQL database, as they stand behind a load balancer.

import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import type { Context } from '@/lib/services/context';
import { contextOf, testInstallation } from './installation';
import { makeOrganization } from './organization';
import type { TestOrganization } from './organization';
import { createPostgresCopy } from './postgres-template';

export interface TwoNodes {
  readonly url: string;
  readonly nodes: readonly [Database, Database];
  /** Made at the first node. */
  readonly acme: TestOrganization;
  /** Its owner, as the second node sees him. */
  readonly elsewhere: Context;
  readonly close: () => Promise<void>;
}

/** On a database of their own, which goes when they are closed. */
export async function openTwoNodes(serverUrl: string): Promise<TwoNodes> {
  const shared = await createPostgresCopy(serverUrl);
  const node = () => openDatabase({ databaseUrl: shared.url, dataDir: '' });
  const nodes = [await node(), await node()] as const;
  const acme = await makeOrganization(await testInstallation(nodes[0]));
  const elsewhere = contextOf(await testInstallation(nodes[1]), acme.owner);
  const close = async () => {
    await Promise.all(nodes.map((one) => one.close()));
    await shared.drop();
  };
  return { url: shared.url, nodes: [...nodes], acme, elsewhere, close };
}
