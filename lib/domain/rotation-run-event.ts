// The recorded acts of guided rotations, of destinations and of checks.

import type { PackKind } from './evidence';
import type { EvidenceKind, RunStep, TrialOutcome, TrialSide, ValueOrigin } from './rotation-run';
import type { ScopeKind } from './scope';

interface ScopeRef {
  readonly kind: ScopeKind;
  readonly id: string;
  readonly path: string;
}

interface NamedRef {
  readonly id: string;
  readonly name: string;
}

interface About {
  /** Named by its title. */
  readonly rotationRun: NamedRef;
  readonly scope: ScopeRef;
}

/** What is done to versions is told by events of the secrets; `about` names the secret of a rotation. */
export type RotationRunEvent =
  | ({
      action: 'rotation_run.started';
      names: readonly string[];
      leakCase: NamedRef | null;
    } & About)
  | ({
      action: 'rotation_run.value_staged';
      about: NamedRef;
      version: number;
      origin: ValueOrigin;
    } & About)
  | ({ action: 'rotation_run.step_done'; step: RunStep; note: string | null } & About)
  | ({ action: 'rotation_run.step_assigned'; step: RunStep; assignee: NamedRef | null } & About)
  | ({ action: 'rotation_run.promoted'; names: readonly string[]; overlapEndsAt: string } & About)
  | ({ action: 'rotation_run.rolled_back'; names: readonly string[]; reason: string } & About)
  | ({
      action: 'rotation_run.revoked';
      about: NamedRef;
      version: number;
      /** Before the overlap was over, or while workers still held it. */
      early: boolean;
      stale: number;
    } & About)
  | ({
      action: 'rotation_run.tried';
      about: NamedRef;
      version: number;
      side: TrialSide;
      via: 'console' | 'runner';
      outcome: TrialOutcome;
      place: string;
      answer: string;
      /** The value went out, but the rotation had ended when the answer came: it is no trial of it. */
      late?: true;
    } & About)
  | ({ action: 'rotation_run.evidence_added'; evidence: EvidenceKind; text: string } & About)
  | ({
      action: 'rotation_run.exception_asked';
      reason: string;
      gaps: readonly string[];
    } & About)
  | ({
      action: 'rotation_run.closed';
      /** SHA-256 of the proof, in hex. */
      proof: string;
      /** What was missing though, and who asked and who signed; null where nothing was. */
      exception: { readonly gaps: readonly string[]; readonly askedBy: string } | null;
    } & About)
  | ({ action: 'rotation_run.abandoned'; reason: string } & About)
  | {
      /** Of what, and what was in it; not of the rotation itself, whose packs would hold it then. */
      action: 'evidence.exported';
      scope: ScopeRef;
      /** Its name as a file, without the ending. */
      file: string;
      kind: PackKind;
      proofs: number;
      events: number;
      /** Of its JSON, in hex. */
      sha256: string;
    }
  | {
      action: 'destination.asked' | 'destination.approved' | 'destination.ended';
      checkDestination: NamedRef;
      scope: ScopeRef;
      names: readonly string[];
    }
  | {
      action: 'check.set' | 'check.removed';
      secret: NamedRef;
      scope: ScopeRef;
      /** The origin of the destination. */
      place: string;
      /** What it asks and how, as trials by it say. */
      asks: string;
      /** It led elsewhere before, and the value was entered again. */
      moved: boolean;
    };

/** What becomes of a version that was staged; `secret.promoted` and its undoing change what is delivered. */
export type StagedVersionEvent =
  | {
      action: 'secret.staged';
      secret: NamedRef;
      scope: ScopeRef;
      version: number;
      state: 'staged';
      reason: string | null;
    }
  | {
      action: 'secret.promoted';
      secret: NamedRef;
      scope: ScopeRef;
      version: number;
      state: 'current';
      /** Which was current before; null: none. */
      from: number | null;
    }
  | {
      action: 'secret.promotion_undone';
      secret: NamedRef;
      scope: ScopeRef;
      /** The version that is current again. */
      version: number;
      state: 'current';
      /** The version that is staged again. */
      from: number;
    }
  | {
      action: 'secret.stage_discarded';
      secret: NamedRef;
      scope: ScopeRef;
      version: number;
      state: 'retired';
    };
