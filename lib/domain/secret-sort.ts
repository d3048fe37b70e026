// The orders in which the secrets of a scope are listed; `-` turns one around.

export const SECRET_SORTS = ['name', '-name', 'changed', '-changed', 'expires', 'type'] as const;

/** Names and types sort by their bytes, lower-cased; what never expires comes last. */
export type SecretSort = (typeof SECRET_SORTS)[number];
