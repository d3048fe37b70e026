// What of the audit page the viewer is shown: computed on the server from what he was granted.

export interface AuditSight {
  /** Null: the whole organization. Else the paths of the scopes whose events he may read. */
  readonly within: readonly string[] | null;
  readonly managesKeys: boolean;
  readonly managesPeople: boolean;
}

/** The scope to ask for: what was chosen where it lies within, else the first he may read; empty: all. */
export function scopeWithin(within: readonly string[] | null, chosen: string): string {
  if (within === null) return chosen;
  const inside = within.some((path) => chosen === path || chosen.startsWith(`${path}.`));
  return inside ? chosen : (within[0] ?? '');
}
