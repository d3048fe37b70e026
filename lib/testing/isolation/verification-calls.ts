// What the operations of destinations, checks and trials are sent by somebody else.

import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import type { Target } from './target';

export const NO_DESTINATION = 'dst_01h2xcejqtf2nbrexx3vqjhp41';

export function verificationCall(
  operationId: string,
  { team, secretKey: key, destinationId: destination = NO_DESTINATION }: Target,
) {
  if (operationId === 'listDestinations') return { query: `?scope=${team.id}` };
  if (operationId === 'askDestination') {
    const asked = { origin: 'https://stranger.invalid', names: ['*'], reason: 'of a stranger' };
    return { call: { body: { scope: team.id, ...asked } } };
  }
  if (/^set\w+VerificationCheck$/.test(operationId)) {
    return { call: { body: { destination, path: '/of-a-stranger' } } };
  }
  if (operationId === 'tryRotationValue') return { call: { body: { key, side: 'old' } } };
  if (operationId === 'takeRotationTrialDelivery') {
    const { publicKey } = makeDeliveryKey();
    return { call: { body: { key, side: 'old', publicKey, jti: 'B'.repeat(22) } } };
  }
  if (operationId !== 'reportRotationTrial') return null;
  const found = { outcome: 'works', place: 'x', answer: 'x' };
  return { call: { body: { delivery: 'dlv_01h2xcejqtf2nbrexx3vqjhp41', ...found } } };
}
