// Names of cached reads, so that a write can say what is out of date.

/** Without `q` the key stands for every search in that scope. */
export function secretsKey(scopePath: string, q?: string): readonly string[] {
  return q === undefined ? ['secrets', scopePath] : ['secrets', scopePath, q];
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

/** As `versionsKey`, for what an alias could point to, by part of its name. */
export function candidatesKey(scopePath: string, q: string): readonly string[] {
  return ['secrets', scopePath, 'candidates', q];
}

/** People and teams that may own a secret, by what was typed. */
export function ownersKey(q: string): readonly string[] {
  return ['owners', q];
}

/** What would go with a scope. */
export function scopeContentsKey(scopeId: string): readonly string[] {
  return ['scope-contents', scopeId];
}
