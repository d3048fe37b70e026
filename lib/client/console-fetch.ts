// One request to a console by its address, and what is said where somebody else answers, or nobody.

import { readRefusal, RequestRefused } from './request-refused';

/**
 * Resolves to an answer of 2xx. `path` begins with a slash. Throws RequestRefused: `unreachable` where no
 * console answers, `redirected` where the address leads elsewhere; a token is not sent after it.
 */
export async function fetchConsole(
  url: string,
  path: string,
  request: RequestInit,
): Promise<Response> {
  const answer = await fetch(`${url}${path}`, { ...request, redirect: 'manual' }).catch(
    (error: unknown) => {
      throw noAnswer(url, error);
    },
  );
  if (answer.ok) return answer;
  const to = answer.headers.get('location');
  if (to !== null && answer.status >= 300 && answer.status < 400) throw redirected(url, to);
  const refusal = await readRefusal(answer);
  throw refusal.code === 'unreachable' ? noConsole(url, answer, refusal) : refusal;
}

/** `error` is what the request failed with; of it only the code of its cause is told. */
export function noAnswer(url: string, error?: unknown): RequestRefused {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = /^[A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : '';
  const advice = 'Check the address and that the console runs, then try again.';
  return new RequestRefused('unreachable', `${url} does not answer${why}. ${advice}`);
}

/** What answers there is no console, or one that something before it speaks for. */
export function noConsole(
  url: string,
  { status }: Pick<Response, 'status'>,
  { retryAfterSeconds }: Partial<RequestRefused> = {},
): RequestRefused {
  const message = `${url} does not answer as a Keystow console (status ${status}). Check the address and what stands before the console.`;
  return new RequestRefused('unreachable', message, {
    status,
    retryAfterSeconds: retryAfterSeconds ?? null,
  });
}

function redirected(url: string, to: string): RequestRefused {
  const origin = URL.canParse(to, url) ? new URL(to, url).origin : null;
  const where = origin === null || origin === url ? 'elsewhere' : `to ${origin}`;
  const message = `${url} redirects ${where}. Give the address of the console itself.`;
  return new RequestRefused('redirected', message);
}
