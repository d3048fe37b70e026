// Where a secret is shown in the vault.

/** The vault of the scope at `path` with the facts of `key` open. */
export function secretAddress({ path, key }: { readonly path: string; readonly key: string }) {
  return `/vault?${new URLSearchParams({ scope: path, secret: key })}`;
}
