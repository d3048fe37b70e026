import type { VerificationCheck } from '@/lib/contracts/destination';
import type { RotationRun, RotationTrial } from '@/lib/contracts/rotation-run';
import type { AskedRestart } from '@/lib/contracts/worker';
import type { FormTarget } from '@/components/ui/form';

type Act = FormTarget<RotationRun>;

/** What may be done in a guided rotation, as forms send it; each takes the `run`. */
export interface RunActions {
  readonly stage: Act;
  readonly adopt: Act;
  readonly discard: Act;
  readonly stepDone: Act;
  readonly assign: Act;
  readonly promote: Act;
  readonly rollBack: Act;
  readonly revoke: Act;
  /** Tries a value by its check; answers how that went. */
  readonly tryValue: FormTarget<RotationTrial>;
  /** By which request a value is tried. */
  readonly setCheck: FormTarget<VerificationCheck>;
  readonly removeCheck: FormTarget<null>;
  readonly addEvidence: Act;
  readonly askException: Act;
  readonly signException: Act;
  readonly close: Act;
  readonly abandon: Act;
  /** Of the workers of one app. */
  readonly askRestart: FormTarget<AskedRestart>;
}

export type StartRun = FormTarget<{ readonly id: string }>;
