// Who is looking at this page or running this action, from the request Next is answering.

import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { newUuid } from '@/lib/domain/ids';
import { currentInstallation } from '@/lib/services/installation';
import type { Installation, OwnContext } from '@/lib/services/context';
import { needsSetup } from '@/lib/services/setup/setup-link';
import { userOfCookies } from './actor-of-request';
import { signInAddress } from './destination';

export type PageContext = OwnContext;

/** Set by `proxy.ts` on every request, over whatever was sent under that name: path and query. */
const ADDRESS_HEADER = 'x-keystow-address';

/** The context of a signed-in person, or null, once per request. Bearer tokens are for the API only. */
export const currentContext = cache(async (): Promise<PageContext | null> => {
  const installation = await currentInstallation();
  const actor = await userOfCookies(installation, (await headers()).get('cookie') ?? '');
  return actor && { installation, actor, requestId: newUuid() };
});

/**
 * As `currentContext`; sends anybody else to sign-in, from where the asked page is returned to, or to
 * set-up while nobody exists yet.
 */
export async function requirePageContext(): Promise<PageContext> {
  const ctx = await currentContext();
  if (ctx) return ctx;
  const door = await entrance(await currentInstallation());
  redirect(door === '/setup' ? door : signInAddress((await headers()).get(ADDRESS_HEADER)));
}

/** Where a visitor without a session begins. */
export async function entrance(installation: Installation): Promise<'/setup' | '/sign-in'> {
  return (await needsSetup(installation)) ? '/setup' : '/sign-in';
}
