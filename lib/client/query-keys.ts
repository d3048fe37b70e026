// Names of cached reads, so that a write can say what is out of date.

/** Without `q` the key stands for every search in that scope. */
export function secretsKey(scopePath: string, q?: string): readonly string[] {
  return q === undefined ? ['secrets', scopePath] : ['secrets', scopePath, q];
}

/** Without a scope the key stands for the lists of all scopes. */
export function tokensKey(scopeId?: string): readonly string[] {
  return scopeId === undefined ? ['tokens'] : ['tokens', scopeId];
}
