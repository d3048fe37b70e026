// What lies in a scope and below it, as numbers, and how they are said.

/** Everything at or below one scope that goes with it. */
export interface ContentCounts {
  readonly teams: number;
  readonly workspaces: number;
  readonly apps: number;
  /** Live secrets with values of their own. */
  readonly secrets: number;
  /** Live secrets that deliver the value of another one. */
  readonly aliases: number;
  /** Secrets in the bin. */
  readonly binned: number;
  /** Versions of all of them, in the bin or not. */
  readonly versions: number;
  /** Machine tokens that could be used now. */
  readonly tokens: number;
  /** Roles of people. */
  readonly grants: number;
  /** Connectors to backends, with their credentials. */
  readonly connectors: number;
  /** Running processes that were handed secrets there. */
  readonly workers: number;
}

type Words = readonly [one: string, many: string];

/** In the order they are told. */
export const CONTENT_WORDS: Readonly<Record<keyof ContentCounts, Words>> = {
  teams: ['team', 'teams'],
  workspaces: ['workspace', 'workspaces'],
  apps: ['app', 'apps'],
  secrets: ['secret', 'secrets'],
  aliases: ['alias', 'aliases'],
  binned: ['secret in the bin', 'secrets in the bin'],
  versions: ['version', 'versions'],
  tokens: ['machine token', 'machine tokens'],
  grants: ['role', 'roles'],
  connectors: ['connector', 'connectors'],
  workers: ['running worker', 'running workers'],
};

export const CONTENT_KINDS = Object.keys(CONTENT_WORDS) as (keyof ContentCounts)[];

/** "14 secrets", "1 app"; nothing is left out for being zero. */
export function contentWord(kind: keyof ContentCounts, count: number): string {
  const [one, many] = CONTENT_WORDS[kind];
  return `${count} ${count === 1 ? one : many}`;
}

export function isEmptyScope(counts: ContentCounts): boolean {
  return CONTENT_KINDS.every((kind) => counts[kind] === 0);
}

/** What there is of it, in words: "2 apps, 14 secrets, 31 versions and 1 machine token". */
export function contentSentence(counts: ContentCounts): string {
  const parts = CONTENT_KINDS.filter((kind) => counts[kind] > 0).map((kind) =>
    contentWord(kind, counts[kind]),
  );
  const last = parts.at(-1) ?? 'nothing';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
