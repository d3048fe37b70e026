import type { RunItem, RunSummary } from '@/lib/contracts/rotation-run';
import type {
  EvidenceKind,
  RunStep,
  StepState,
  TrialOutcome,
  ValueOrigin,
} from '@/lib/domain/rotation-run';
import type { Gap } from '@/lib/domain/rotation-run-closing';
import type { Tone } from '@/components/ui/status';

interface Word {
  readonly tone: Tone;
  readonly word: string;
}

/** What is done in it. */
export const STEP_TITLE: Readonly<Record<RunStep, string>> = {
  value: 'New value',
  staging: 'Staging',
  production: 'Production',
  revocation: 'Revocation',
  evidence: 'Evidence',
};

export const STEP_STATE: Readonly<Record<StepState, Word>> = {
  open: { tone: 'due', word: 'to do' },
  waits: { tone: 'unknown', word: 'waits' },
  later: { tone: 'unknown', word: 'later' },
  done: { tone: 'fine', word: 'done' },
};

export const ITEM_STATE: Readonly<Record<RunItem['state'], Word>> = {
  empty: { tone: 'due', word: 'no new value yet' },
  staged: { tone: 'due', word: 'staged' },
  current: { tone: 'fine', word: 'new value is current' },
  revoked: { tone: 'fine', word: 'old value revoked' },
  superseded: { tone: 'danger', word: 'another value took its place' },
  gone: { tone: 'danger', word: 'deleted' },
};

export const ORIGIN_WORD: Readonly<Record<ValueOrigin, string>> = {
  generated: 'generated here',
  brought: 'brought from its issuer',
  found: 'found replaced already',
};

export const TRIAL_OUTCOME: Readonly<Record<TrialOutcome, string>> = {
  works: 'works',
  refused: 'is refused',
  unclear: 'told nothing',
};

export const EVIDENCE_WORD: Readonly<Record<EvidenceKind, string>> = {
  commit: 'Commit',
  deployment: 'Deployment',
  verification: 'Verification',
  note: 'Note',
};

/** In which step something is mended that keeps a rotation from closing. */
export const STEP_OF_GAP: Readonly<Record<Gap, RunStep>> = {
  secret_gone: 'value',
  no_new_value: 'value',
  not_promoted: 'production',
  superseded: 'value',
  staging_open: 'staging',
  stale_workers: 'production',
  new_not_tried: 'staging',
  new_not_tried_since: 'revocation',
  new_refused: 'staging',
  not_revoked: 'revocation',
  old_not_tried: 'revocation',
  old_tried_otherwise: 'revocation',
  old_works: 'revocation',
  exposed_not_tried: 'revocation',
  exposed_works: 'revocation',
  no_commit: 'evidence',
  no_deployment: 'evidence',
  no_verification: 'evidence',
};

/** Short, for what an exception covers. */
export const GAP_WORD: Readonly<Record<Gap, string>> = {
  secret_gone: 'a secret was deleted',
  no_new_value: 'a secret has no new value',
  not_promoted: 'a new value is not in production',
  superseded: 'another value took the place of the new one',
  staging_open: 'staging was not verified',
  stale_workers: 'workers still hold another value',
  new_not_tried: 'a new value was not tried',
  new_not_tried_since: 'a new value was not tried after the old one was revoked',
  new_refused: 'a new value was refused',
  not_revoked: 'an old value was not revoked',
  old_not_tried: 'an old value was not tried after it was revoked',
  old_tried_otherwise: 'an old value was tried in another way than the new one',
  old_works: 'an old value still works',
  exposed_not_tried: 'another value that leaked was not tried after it was revoked',
  exposed_works: 'another value that leaked still works',
  no_commit: 'no commit is recorded',
  no_deployment: 'no deployment is recorded',
  no_verification: 'no verification is recorded',
};

/** What became of one as a whole. */
export function runState({ state, excepted }: Pick<RunSummary, 'state' | 'excepted'>): Word {
  if (state === 'open') return { tone: 'due', word: 'open' };
  if (state === 'abandoned') return { tone: 'unknown', word: 'abandoned' };
  return excepted
    ? { tone: 'due', word: 'closed by an exception' }
    : { tone: 'fine', word: 'closed with proof' };
}

/** An old value is to be refused, a new one to work: the same answer is good of one and bad of the other. */
export function trialTone(side: 'new' | 'old', outcome: TrialOutcome): Tone {
  if (outcome === 'unclear') return 'unknown';
  return (outcome === 'works') === (side === 'new') ? 'fine' : 'danger';
}
