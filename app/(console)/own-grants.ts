// What a person holds and where, read once per request for the frame and the page.

import { cache } from 'react';
import { requirePageContext } from '@/lib/auth/current-actor';
import { listOwnGrants } from '@/lib/services/access/list-own-grants';

/** For what is shown, never for what is allowed. */
export const ownGrants = cache(async () => listOwnGrants(await requirePageContext()));
