// What travels with a request through the REST application.

import 'server-only';
import type { Context, Installation } from '@/lib/services/context';
import type { Log } from '@/lib/services/log';

export interface ApiEnvironment {
  Variables: {
    requestId: string;
    log: Log;
    /** Boots the console when it is the first request's turn to. */
    installation: () => Promise<Installation>;
    /** Set by `authenticated`. */
    ctx: Context;
  };
}
