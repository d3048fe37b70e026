// The recorded acts around database connections.

import type { DatabaseKind } from './database-address';
import type { ScopeKind } from './scope';

interface About {
  readonly instance: { readonly id: string; readonly name: string };
  readonly scope: { readonly kind: ScopeKind; readonly id: string; readonly path: string };
  readonly host: string;
  readonly port: number;
}

export type InstanceEvent =
  | ({
      action: 'instance.created';
      kind: DatabaseKind;
      /** Its token came from another program. */
      imported: boolean;
    } & About)
  | ({ action: 'instance.changed'; changed: readonly ('name' | 'url')[] } & About)
  | ({ action: 'instance.deleted' } & About)
  | ({ action: 'instance.tested'; worked: boolean } & About)
  | {
      /** Met when data keys changed: its token is not the one that was written to its row. */
      action: 'instance.tampered';
      instance: { readonly id: string; readonly name: string };
    }
  | {
      /** How many tokens were sealed again under the first key, in one batch. */
      action: 'instances.reencrypted';
      keyFingerprint: string;
      count: number;
    }
  | {
      /** With the master key, what bound each token to its row was lost; all were bound to where they stood. */
      action: 'instances.bound_again';
      count: number;
    };
