// Every page and route that the console answers at, with who is let in there.

/**
 * `console`: whoever is signed in, and nobody else; `operations`: as the tables of operations say. What
 * is open says why.
 */
export type Entrance = 'console' | 'operations' | { readonly open: string };

const open = (why: string): Entrance => ({ open: why });

/** By the file under app/. One that is missing here fails the test that crawls them. */
export const ENTRANCES: Readonly<Record<string, Entrance>> = {
  '(auth)/intake/page.tsx': open('whoever holds the link; its actions look at it'),
  '(auth)/invite/page.tsx': open('whoever holds the link; its actions look at it'),
  '(auth)/recover/page.tsx': open('whoever holds the link; its actions look at it'),
  '(auth)/setup/page.tsx': open('while nobody exists; its action asks for the link'),
  '(auth)/sign-in/page.tsx': open('how people come in'),
  '(console)/access/page.tsx': 'console',
  '(console)/account/page.tsx': 'console',
  '(console)/audit/page.tsx': 'console',
  '(console)/deliveries/page.tsx': 'console',
  '(console)/backends/databases/page.tsx': 'console',
  '(console)/briefs/page.tsx': 'console',
  '(console)/backends/managed/page.tsx': 'console',
  '(console)/backends/protection/page.tsx': 'console',
  '(console)/intake-links/page.tsx': 'console',
  '(console)/integrations/page.tsx': 'console',
  '(console)/backends/page.tsx': 'console',
  '(console)/backups/page.tsx': 'console',
  '(console)/keys/jwt/page.tsx': 'console',
  '(console)/keys/lost/page.tsx': 'console',
  '(console)/keys/page.tsx': 'console',
  '(console)/keys/rotate/[operation]/page.tsx': 'console',
  '(console)/keys/rotate/page.tsx': 'console',
  '(console)/leaks/[case]/page.tsx': 'console',
  '(console)/leaks/new/page.tsx': 'console',
  '(console)/leaks/page.tsx': 'console',
  '(console)/overview/page.tsx': 'console',
  '(console)/resolve/page.tsx': 'console',
  '(console)/rotation/destinations/page.tsx': 'console',
  '(console)/rotation/page.tsx': 'console',
  '(console)/rotation/runs/[run]/page.tsx': 'console',
  '(console)/rotation/runs/new/page.tsx': 'console',
  '(console)/rotation/runs/page.tsx': 'console',
  '(console)/tokens/page.tsx': 'console',
  '(console)/vault/bin/page.tsx': 'console',
  '(console)/vault/page.tsx': 'console',
  '(console)/vault/transfers/[transfer]/page.tsx': 'console',
  '(console)/vault/transfers/new/page.tsx': 'console',
  '(console)/vault/transfers/page.tsx': 'console',
  'api/auth/[...nextauth]/route.ts': open('how people come in and go'),
  'api/auth/callback/oidc/route.ts': open('how people come back from the provider'),
  'api/auth/signin/oidc/route.ts': open('how people go to the provider'),
  'api/v1/[[...route]]/route.ts': 'operations',
  'page.tsx': open('sends everybody on to the vault'),
  'livez/route.ts': open('says that the process answers, and nothing else'),
  'metrics/route.ts': open('whoever sends METRICS_TOKEN; numbers alone, no names'),
  'readyz/route.ts': open('says whether the console can serve, and nothing else'),
};
