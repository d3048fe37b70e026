// What `keystow run` is asked to do, as read from its options and surroundings.

import type { DeliveryWanted } from './request-delivery';
import type { RestartRule } from '@/lib/domain/worker';
import type { Surroundings } from './child-environment';
import type { RestartTiming } from './restart-gate';
import type { RunnerVoice } from './runner-voice';

export interface RunWanted {
  readonly command: string;
  readonly args: readonly string[];
  readonly source: Pick<DeliveryWanted, 'console' | 'serverKeys' | 'learned' | 'for'>;
  /** Exact names and globs; undefined: all. */
  readonly only: string[] | undefined;
  readonly staged: boolean;
  readonly partial: boolean;
  readonly restart: RestartRule;
  /** How many workers of the app may be away at once; undefined: nobody takes turns. */
  readonly maxUnavailable: number | undefined;
  /** A command for a shell that says after a restart whether the child is well. */
  readonly health: { readonly command: string; readonly limitMs: number } | undefined;
  /** How long the console may be away before the first child. */
  readonly waitMs: number;
  /** From SIGTERM to SIGKILL. */
  readonly graceMs: number;
  readonly surroundings: Omit<Surroundings, 'added'>;
  readonly timing: RestartTiming;
  readonly voice: RunnerVoice;
}
