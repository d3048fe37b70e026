// The recorded acts around transfers; what is done to each secret is told by events of its own.

import type { ScopeKind } from './scope';
import type { TransferItemState, TransferMode, TransferVerdict } from './transfer';

interface About {
  readonly transfer: { readonly id: string; readonly name: string };
  readonly scope: { readonly kind: ScopeKind; readonly id: string; readonly path: string };
  readonly mode: TransferMode;
  /** Slugs of connectors; null: sealed here. */
  readonly from: string | null;
  readonly to: string | null;
  /** What was moved is deleted where it was. */
  readonly removeSource: boolean;
}

export type TransferEvent =
  | ({
      /** A dry run: how many values were compared with stored ones, and what was said of the rows. */
      action: 'transfer.planned';
      rows: number;
      compared: number;
    } & Readonly<Record<TransferVerdict, number>> &
      About)
  | ({ action: 'transfer.started' | 'transfer.resumed'; rows: number } & About)
  | ({
      action: 'transfer.paused';
      /** Why the console did so by itself; null where somebody asked. */
      remark: string | null;
    } & About)
  | ({ action: 'transfer.ended'; cancelled: boolean } & Readonly<
      Record<Exclude<TransferItemState, 'planned'>, number>
    > &
      About);
