// The recorded acts around what describes a secret and what stands for another.

import type { ScopeKind } from './scope';
import type { Backend } from './secret-kinds';

interface ScopeRef {
  readonly kind: ScopeKind;
  readonly id: string;
  readonly path: string;
}

interface SecretRef {
  readonly id: string;
  readonly name: string;
}

/** Where a value lives that is not sealed here. */
export interface ElsewhereRef {
  readonly backend: Backend;
  readonly reference: string;
  readonly connector: { readonly id: string; readonly name: string };
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
      /** A text for people held a value of it and was refused. Neither the text nor the word is recorded. */
      action: 'secret.text_refused';
      secret: SecretRef;
      scope: ScopeRef;
      field: string;
    }
  | {
      /** An external backend has another version than was known: it is delivered from now on. */
      action: 'secret.backend_changed';
      secret: SecretRef;
      scope: ScopeRef;
      version: number;
      state: 'current';
      /** The backend's own name of it. */
      backendVersion: string;
    }
  | ({
      /** Its value was written to a backend as well; the secret stays as it is. */
      action: 'secret.copied';
      secret: SecretRef;
      scope: ScopeRef;
      version: number;
    } & ElsewhereRef)
  | ({
      /** Its value was moved, and deleted where it was. */
      action: 'secret.source_removed';
      secret: SecretRef;
      scope: ScopeRef;
    } & ElsewhereRef)
  | {
      action: 'secret.aliased';
      secret: SecretRef;
      scope: ScopeRef;
      /** The secret whose value it delivers from now on. */
      target: SecretRef;
      targetPath: string;
      reason: string | null;
    };
