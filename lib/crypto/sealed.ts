// The one type persistence accepts for a value: bytes that left this room encrypted.

declare const brand: unique symbol;

/**
 * A whole envelope, version 1. Only `seal` makes one, so a plaintext cannot be passed where an
 * envelope is stored; bytes read back from the database stay plain `Uint8Array`s until `open`.
 */
export type Sealed = Uint8Array<ArrayBuffer> & { readonly [brand]: 'Sealed' };
