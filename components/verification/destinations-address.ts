// Where the destinations of a scope are.

export function destinationsAddress(scopePath: string): string {
  return `/rotation/destinations?${new URLSearchParams({ scope: scopePath })}`;
}
