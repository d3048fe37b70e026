// What `keystow verify` asks for: one value of a guided rotation, sealed to a key made for trying it.

import type { z } from 'zod';
import { takeDeliveryInput } from './delivery';
import { tryBody } from './rotation-run-input';

const { publicKey, jti } = takeDeliveryInput.shape;

export const takeTrialDeliveryBody = tryBody
  .extend({ publicKey, jti })
  .meta({ id: 'TakeTrialDelivery' });

export type TakeTrialDeliveryInput = z.infer<typeof takeTrialDeliveryBody>;
