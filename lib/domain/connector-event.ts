// The recorded acts around connectors to external backends.

import type { ExternalBackend } from './backend';
import type { ScopeKind } from './scope';

interface About {
  readonly connector: { readonly id: string; readonly name: string };
  readonly scope: { readonly kind: ScopeKind; readonly id: string; readonly path: string };
  readonly kind: ExternalBackend;
  readonly version: number;
  /** The host, with its port; null where nothing leaves the console. */
  readonly destination: string | null;
}

export type ConnectorEvent =
  | ({
      action: 'connector.created';
      /** Whether it may be used at once: its maker could approve it himself. */
      approved: boolean;
    } & About)
  | ({
      action: 'connector.changed';
      /** What was given anew, `credentials` among them. */
      changed: readonly string[];
      approved: boolean;
    } & About)
  | ({
      /** `credentials_lost`: they did not open when they were to be sealed again, and were given up. */
      action: 'connector.approved' | 'connector.deleted' | 'connector.credentials_lost';
    } & About)
  | ({ action: 'connector.tested'; worked: boolean } & About)
  | {
      /** With the master key, what showed that none was changed was lost; those without credentials were sealed as they stood. */
      action: 'connectors.bound_again';
      count: number;
    };
