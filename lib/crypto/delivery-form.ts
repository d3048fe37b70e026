// The form of a sealed delivery that both ends agree on: a JWS within a JWE, and what it is bound to.

import { createHash } from 'node:crypto';
import { joinBytes } from './byte-join';

export const JWE_ALG = 'ECDH-ES';
export const JWE_ENC = 'A256GCM';
export const JWE_TYP = 'keystow-delivery+jwe';
export const JWS_ALG = 'EdDSA';
export const JWS_TYP = 'keystow-bundle+jws';

/** How long a bundle may take from the console to the run. */
export const BUNDLE_SECONDS = 60;
/** By how much the clocks of the two may differ. */
export const CLOCK_SECONDS = 300;
/** Of the claims' JSON. */
export const BUNDLE_BYTES_MAX = 1024 * 1024;

/** The request that a delivery answers. */
export interface DeliveryRequest {
  /** Of the URL, from `/api/v1/` on, without a query. */
  readonly path: string;
  /** The body, byte for byte as it was sent. */
  readonly body: Uint8Array;
}

/** What the JWE names as its receiver (`apv`, RFC 7518, section 4.6.1.3): 32 bytes. */
export function partyOf({ path, body }: DeliveryRequest): Uint8Array<ArrayBuffer> {
  const digest = createHash('sha256').update('keystow/delivery/v1');
  return new Uint8Array(
    digest
      .update(joinBytes([path]))
      .update(body)
      .digest(),
  );
}
