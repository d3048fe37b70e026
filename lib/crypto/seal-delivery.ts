// Seals a bundle to the key of the run that asked for it: signed by the installation, then encrypted.

import { CompactEncrypt, CompactSign } from 'jose';
import type { Plaintext } from '@/lib/domain/plaintext';
import { JWE_ALG, JWE_ENC, JWE_TYP, JWS_ALG, JWS_TYP, partyOf } from './delivery-form';
import type { DeliveryRequest } from './delivery-form';
import type { DeliveryPublicKey } from './delivery-key';
import type { DeliverySigner } from './server-key';

/**
 * `claims` is the JSON of a bundle. Compact JWE (RFC 7516, ECDH-ES and A256GCM) around a compact JWS
 * (RFC 7515, EdDSA as in RFC 8037). `to` is a key that `isDeliveryKey` accepts.
 */
export async function sealDelivery(
  claims: Plaintext,
  signer: DeliverySigner,
  to: DeliveryPublicKey,
  request: DeliveryRequest,
): Promise<string> {
  const signed = await claims.use((bytes) =>
    new CompactSign(bytes)
      .setProtectedHeader({ alg: JWS_ALG, typ: JWS_TYP, kid: signer.kid })
      .sign(signer.privateKey),
  );
  const { kty, crv, x } = to;
  return new CompactEncrypt(Buffer.from(signed, 'latin1'))
    .setProtectedHeader({ alg: JWE_ALG, enc: JWE_ENC, typ: JWE_TYP })
    .setKeyManagementParameters({ apv: partyOf(request) })
    .encrypt({ kty, crv, x });
}
