// Where the bin of a scope is, and the vault it belongs to.

export function binAddress(scopePath: string | undefined): string {
  return `/vault/bin${search(scopePath)}`;
}

export function vaultAddress(scopePath: string | undefined): string {
  return `/vault${search(scopePath)}`;
}

function search(scopePath: string | undefined): string {
  return scopePath === undefined ? '' : `?scope=${encodeURIComponent(scopePath)}`;
}
