// A console spoken to from outside a browser: its address, and a token that says as whom.

import { fetchConsole, noConsole } from './console-fetch';

export interface ConsoleAddress {
  /** Such as `https://keys.example.org`, without a slash at its end. */
  readonly url: string;
  readonly token: string;
}

/** Calls one route of `/api/v1`. Resolves to the answer's JSON, undefined for 204. */
export type ConsoleCall = <T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
  /** Gives up: the answer is then `unreachable`. */
  signal?: AbortSignal,
) => Promise<T>;

/** The body of a file that the console hands out. Throws RequestRefused as `consoleClient` does. */
export async function downloadFrom(
  { url, token }: ConsoleAddress,
  path: string,
): Promise<ReadableStream<Uint8Array>> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetchConsole(url, `/api/v1${path}`, { headers });
  if (!answer.body) throw noConsole(url, answer);
  return answer.body;
}

/** Throws RequestRefused for whatever is not answered with 2xx. */
export function consoleClient({ url, token }: ConsoleAddress): ConsoleCall {
  return async <T>(
    method: string,
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<T> => {
    const answer = await fetchConsole(url, `/api/v1${path}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    });
    if (answer.status === 204) return undefined as T;
    return answer.json().catch(() => {
      throw noConsole(url, answer);
    }) as Promise<T>;
  };
}
