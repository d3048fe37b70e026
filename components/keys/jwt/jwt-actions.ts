// The acts of a change of the JWT secret, as server actions that answer with how it then stands.

import type { JwtStatus } from '@/lib/contracts/jwt';
import type { FormTarget } from '@/components/ui/form';

export interface JwtActions {
  /** Takes `changeNumber` and, where one is brought, `secret`. */
  readonly rotate: FormTarget<JwtStatus>;
  /** Takes `secret`, keeps nothing, answers with its name. */
  readonly check: FormTarget<{ readonly kid: string }>;
  /** Takes `endSessions` and `verification`. */
  readonly finish: FormTarget<JwtStatus>;
  /** Takes `changeNumber` and `verification`. */
  readonly record: FormTarget<JwtStatus>;
}

export interface JwtStepProps {
  readonly jwt: JwtStatus;
  readonly actions: JwtActions;
}
