// Who is looking at this page or running this action, from the request Next is answering.

import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { newUuid } from '@/lib/domain/ids';
import type { UserActor } from '@/lib/domain/actor';
import { currentInstallation } from '@/lib/services/installation';
import type { Context, Installation } from '@/lib/services/context';
import { needsSetup } from '@/lib/services/setup/setup-link';
import { userOfCookies } from './actor-of-request';

export interface PageContext extends Context {
  readonly actor: UserActor;
}

/** The context of a signed-in person, or null, once per request. Bearer tokens are for the API only. */
export const currentContext = cache(async (): Promise<PageContext | null> => {
  const installation = await currentInstallation();
  const actor = await userOfCookies(installation, (await headers()).get('cookie') ?? '');
  return actor && { installation, actor, requestId: newUuid() };
});

/** As `currentContext`; sends anybody else to sign-in, or to set-up while nobody exists yet. */
export async function requirePageContext(): Promise<PageContext> {
  return (await currentContext()) ?? redirect(await entrance(await currentInstallation()));
}

/** Where a visitor without a session begins. */
export async function entrance(installation: Installation): Promise<'/setup' | '/sign-in'> {
  return (await needsSetup(installation)) ? '/setup' : '/sign-in';
}
