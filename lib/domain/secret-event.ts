// The recorded acts around what describes a secret and what stands for another.

import type { ScopeKind } from './scope';

interface ScopeRef {
  readonly kind: ScopeKind;
  readonly id: string;
  readonly path: string;
}

interface SecretRef {
  readonly id: string;
  readonly name: string;
}

/** What may be changed without a new value. */
export const DESCRIBED_FIELDS = [
  'type',
  'category',
  'delivery',
  'description',
  'owner',
  'tags',
  'expiresAt',
  'rotationWindowDays',
] as const;

export type DescribedField = (typeof DESCRIBED_FIELDS)[number];

export type SecretEvent =
  | {
      /** Which names an app says it needs, and needs no more. */
      action: 'requirements.set';
      scope: ScopeRef;
      added: readonly string[];
      removed: readonly string[];
      /** Needed as before, but optional or noted otherwise. */
      changed: readonly string[];
    }
  | {
      /** Which fields were changed; what they say is not recorded. */
      action: 'secret.described';
      secret: SecretRef;
      scope: ScopeRef;
      fields: readonly DescribedField[];
      reason: string | null;
    }
  | {
      action: 'secret.aliased';
      secret: SecretRef;
      scope: ScopeRef;
      /** The secret whose value it delivers from now on. */
      target: SecretRef;
      targetPath: string;
      reason: string | null;
    };
