// The scopes a person may see, read once per request for the frame and the page.

import { cache } from 'react';
import { requirePageContext } from '@/lib/auth/current-actor';
import { listAllScopes } from '@/lib/services/scopes/list-scopes';

export const visibleScopes = cache(async () => listAllScopes(await requirePageContext()));
