// What is in an evidence pack: what was done, the events of the log that tell it, and what vouches for them.

export const EVIDENCE_FORMAT = 'keystow-evidence/v1';

export const PACK_KINDS = ['rotation', 'leak', 'period'] as const;
export type PackKind = (typeof PACK_KINDS)[number];

/** Rotations and leak cases that one pack of a period may hold. */
export const PERIOD_PROOFS_MAX = 500;

/** An event of the log as its leaf commits to it; `text` is null where retention erased it. */
export interface PackedEvent {
  readonly number: number;
  readonly text: string | null;
  /** In hex, as is each of the path from it to the root. */
  readonly leaf: string;
  readonly path: readonly string[];
}

/** What a rotation or leak case proved when it was closed, parsed from the text that the log commits to. */
export interface PackedProof {
  readonly kind: 'rotation' | 'leak';
  readonly id: string;
  readonly title: string;
  /** SHA-256 of its canonical text, in hex: the closing event says the same. */
  readonly sha256: string;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface EvidencePack {
  readonly kind: PackKind;
  readonly installation: string;
  /** `org_…` */
  readonly organization: string;
  /** Of which scope and below it. */
  readonly scope: { readonly kind: string; readonly id: string; readonly path: string };
  readonly madeAt: string;
  readonly madeBy: string;
  /** Of a period: what was closed from then until then. */
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly proofs: readonly PackedProof[];
  /** Of a period: how many secrets of the scope stood how when it was made. */
  readonly standing: Readonly<Record<string, number>> | null;
  readonly events: readonly PackedEvent[];
  /** Whoever took it may not read the log of a secret in it: events about that one are not in the pack. */
  readonly eventsLeftOut?: true;
  /** The log as it was signed right before: all events are in it. */
  readonly checkpoint: { readonly size: number; readonly note: string };
}
