// Where a person may be sent after signing in: a page of this console, and nowhere else.

const HERE = 'http://here.invalid';
const LENGTH_MAX = 2000;
/** Not pages, or pages that are the way in themselves. */
const NOT_THERE = ['api', '_next', 'livez', 'readyz', 'metrics', 'sign-in', 'setup', 'recover'];

/**
 * The path and query of `text` when it is an address below this origin, else null. It is resolved as a
 * browser would (WHATWG URL) and looked at afterwards too: `/.//evil.example` becomes `//evil.example`.
 */
export function safeDestination(text: string | null | undefined): string | null {
  if (!text || text.length > LENGTH_MAX || !/^\/[^\\\p{Cc}]*$/u.test(text)) return null;
  if (!URL.canParse(text, HERE)) return null;
  const url = new URL(text, HERE);
  const first = decoded(url.pathname)?.split('/')[1]?.toLowerCase();
  if (url.origin !== HERE || first === undefined || url.pathname.startsWith('//')) return null;
  return NOT_THERE.includes(first) ? null : url.pathname + url.search;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
