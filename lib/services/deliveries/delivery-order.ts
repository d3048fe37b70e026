// What is handed over to a process, as whoever takes it asked for it.

import 'server-only';
import type { TakeDeliveryInput } from '@/lib/contracts/delivery';
import type { DeliveryRequest } from '@/lib/crypto/delivery-form';
import type { Tx } from '@/lib/db/connection/transaction';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { WantedNames } from '@/lib/domain/wanted-names';
import type { Gathered } from './gather';

/** What was asked, with the request as it was sent. */
export interface AskedDelivery extends DeliveryRequest {
  /** Aborted where whoever asked has gone away. */
  readonly stop?: AbortSignal;
  readonly input: Pick<TakeDeliveryInput, 'publicKey' | 'jti' | 'staged' | 'partial' | 'runner'>;
}

export interface BriefOfDelivery {
  /** A UUID. */
  readonly id: string;
  readonly title: string;
  readonly task: unknown;
}

export interface DeliveryOrder {
  readonly app: AuthorizedScope;
  readonly asked: AskedDelivery;
  readonly names: WantedNames;
  readonly brief: BriefOfDelivery | null;
  /** What is handed over, where that is not all that the scope gives of these names. */
  readonly gathered?: Gathered;
  /** First within the transaction: throws where it may not be taken any more; a brief is consumed here. */
  readonly hold: (tx: Tx, deliveryId: string) => Promise<void>;
}
