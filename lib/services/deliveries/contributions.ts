// What is delivered beside secrets: a list that each other source of values adds itself to.

import 'server-only';
import type { Installation } from '../context';
import { contributeIntegrations } from '../integrations/contribute-integrations';
import type { Contribute, Contributions, ContributionsAsked } from './contribution';

const CONTRIBUTORS: readonly Contribute[] = [contributeIntegrations];

/** From all sources, in their order. */
export async function contributionsTo(
  installation: Installation,
  asked: ContributionsAsked,
): Promise<Contributions> {
  const all = [];
  // One after the other: the embedded database has a single connection.
  for (const contribute of CONTRIBUTORS) all.push(await contribute(installation, asked));
  return {
    ready: all.flatMap(({ ready }) => ready),
    missing: all.flatMap(({ missing }) => missing),
    seen: all.flatMap(({ seen }) => seen),
  };
}
