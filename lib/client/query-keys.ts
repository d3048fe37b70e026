// Names of cached reads, so that a write can say what is out of date.

/** Stands for everything that is read of a scope's secrets: one write makes all of it out of date. */
export function secretsKey(scopePath: string): readonly string[] {
  return ['secrets', scopePath];
}

/** One page of a list, of which `view` is the query; without those, every page that was read. */
export function secretPageKey(
  scopePath: string,
  view?: string,
  page?: number,
): readonly (string | number)[] {
  const all = [...secretsKey(scopePath), 'page'];
  return view === undefined || page === undefined ? all : [...all, view, page];
}

/** The map of a list, and the place of one name in it. */
export function secretMapKey(scopePath: string, view: string, positionOf = ''): readonly string[] {
  return [...secretsKey(scopePath), 'map', view, positionOf];
}

/** One secret by its name. */
export function secretKey(scopePath: string, key: string): readonly string[] {
  return [...secretsKey(scopePath), 'one', key];
}

/** The first few names of a scope with `q` in them. */
export function foundSecretsKey(scopePath: string, q: string): readonly string[] {
  return [...secretsKey(scopePath), 'found', q];
}

/** Workers of a scope and what they hold; without one the key stands for all of them. */
export function workersKey(scopePath?: string, ...view: readonly string[]): readonly string[] {
  return scopePath === undefined ? ['workers'] : ['workers', scopePath, ...view];
}

/** Receipts, by what they are read of; alone the key stands for all of them. */
export function deliveriesKey(...of: readonly string[]): readonly string[] {
  return ['deliveries', ...of];
}

/** Without a scope the key stands for the lists of all scopes. */
export function tokensKey(scopeId?: string): readonly string[] {
  return scopeId === undefined ? ['tokens'] : ['tokens', scopeId];
}

/** Part of what `secretsKey` of the scope alone stands for, so one write makes both out of date. */
export function versionsKey(scopePath: string, key: string): readonly string[] {
  return ['secrets', scopePath, 'versions', key];
}

/** As `versionsKey`, for what was deleted from the scope. */
export function binKey(scopePath: string): readonly string[] {
  return ['secrets', scopePath, 'bin', ''];
}

/** As `versionsKey`, for what depends on a secret. */
export function dependentsKey(scopePath: string, key: string): readonly string[] {
  return ['secrets', scopePath, 'dependents', key];
}

/** Who can change or receive a secret: read anew with all else of people. */
export function secretAccessKey(scopePath: string, key: string): readonly string[] {
  return ['members', 'access', scopePath, key];
}

/** What a person or a token reaches. */
export function reachKey(id: string): readonly string[] {
  return ['members', 'reach', id];
}

/** How a scope is doing: out of date with whatever is written below it. */
export function dashboardKey(scopePath: string): readonly string[] {
  return ['dashboard', scopePath];
}

/** What names mean to a scope; without one the key stands for all that was resolved. */
export function resolutionKey(scopePath?: string): readonly string[] {
  return scopePath === undefined ? ['resolution'] : ['resolution', scopePath];
}

/** What an alias could point to in any of these scopes, by part of its name. */
export function candidatesKey(scopePaths: readonly string[], q: string): readonly string[] {
  return ['candidates', ...scopePaths, q];
}

/** People and teams that may own a secret, by what was typed. */
export function ownersKey(q: string): readonly string[] {
  return ['owners', q];
}

/** The connectors that serve a scope; without one the key stands for those of all scopes. */
export function servingConnectorsKey(scopePath?: string): readonly string[] {
  return scopePath === undefined ? ['connectors'] : ['connectors', 'serving', scopePath];
}

/** What would go with a scope. */
export function scopeContentsKey(scopeId: string): readonly string[] {
  return ['scope-contents', scopeId];
}

/** Without a scope the key stands for all that is read of people. */
export function membersKey(scopeId?: string, ...view: readonly string[]): readonly string[] {
  return scopeId === undefined ? ['members'] : ['members', 'list', scopeId, ...view];
}

/** One person, part of what `membersKey` stands for. */
export function memberKey(id: string): readonly string[] {
  return ['members', 'one', id];
}

/** The invitations in sight. */
export const INVITATIONS_KEY: readonly string[] = ['invitations'];

/** The roles that can be granted. */
export const ROLES_KEY: readonly string[] = ['roles'];

/** Stands for all that is read of groups. */
export const GROUPS_KEY: readonly string[] = ['groups'];

export function groupsKey(q: string): readonly string[] {
  return [...GROUPS_KEY, 'list', q];
}

/** One group, and who is in it. */
export function groupKey(group: string, part: 'facts' | 'members'): readonly string[] {
  return [...GROUPS_KEY, 'one', group, part];
}
