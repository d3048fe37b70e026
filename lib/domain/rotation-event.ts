// The recorded acts around rotation windows and what is put off.

import type { ScopeKind } from './scope';
import type { SecretType } from './secret-kinds';

interface ScopeRef {
  readonly kind: ScopeKind;
  readonly id: string;
  readonly path: string;
}

interface NamedRef {
  readonly id: string;
  readonly name: string;
}

/** What is said of a window each time; `secret` is there where it is of one alone. */
interface WindowFacts {
  /** Named by what it is for and how long. */
  readonly window: NamedRef;
  readonly scope: ScopeRef;
  readonly secret?: NamedRef;
  readonly type: SecretType | null;
  readonly subject: string | null;
  readonly days: number;
  readonly looser: boolean;
  readonly reason: string | null;
  readonly endsAt: string | null;
}

export type RotationEvent =
  | ({ action: 'rotation_window.set' } & WindowFacts)
  | ({
      /** A looser one, without effect until a second person signs it. */
      action: 'rotation_window.asked';
    } & WindowFacts)
  | ({
      action: 'rotation_window.signed';
      /** Who had asked for it. */
      askedBy: string;
    } & WindowFacts)
  | ({ action: 'rotation_window.ended' } & WindowFacts)
  | {
      action: 'rotation.snoozed';
      scope: ScopeRef;
      secret?: NamedRef;
      /** A key of the console. */
      subject: string | null;
      reason: string;
      until: string;
    }
  | {
      action: 'rotation.snooze_ended';
      scope: ScopeRef;
      secret?: NamedRef;
      subject: string | null;
    };
