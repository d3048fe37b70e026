// The state of a version, derived from where its secret points and whether its value still exists.

export const VERSION_STATES = [
  'staged',
  'current',
  'previous',
  'retired',
  'lost',
  'destroyed',
] as const;

export type VersionState = (typeof VERSION_STATES)[number];

interface Pointers {
  readonly currentVersion: number | null;
  readonly previousVersion: number | null;
  readonly stagedVersion: number | null;
}

/** A destroyed or lost version is nothing else; one that nothing points to is retired. */
export function versionState(
  secret: Pointers,
  version: {
    readonly number: number;
    readonly destroyedAt: Date | null;
    readonly lostAt: Date | null;
  },
): VersionState {
  if (version.destroyedAt) return 'destroyed';
  if (version.lostAt) return 'lost';
  if (version.number === secret.currentVersion) return 'current';
  if (version.number === secret.previousVersion) return 'previous';
  return version.number === secret.stagedVersion ? 'staged' : 'retired';
}
