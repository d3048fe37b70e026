// One POST to an address that somebody else chose, and whether it was taken.

import 'server-only';
import type { PostFailure } from '@/lib/domain/post-failure';
import type { Env } from '@/lib/env';
import { sendRequest } from './send-request';

export { REQUEST_SECONDS_MAX as POST_SECONDS_MAX } from './send-request';

export interface PostOptions {
  readonly stop?: AbortSignal | undefined;
  /** Plain text where it is left out. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Null when it was taken (a status of 2xx), else what went wrong; as `sendRequest` sends it. */
export async function postText(
  env: Env,
  address: string,
  body: string,
  { stop, contentType = 'text/plain; charset=utf-8', headers = {} }: PostOptions = {},
): Promise<PostFailure | null> {
  const sent = { ...headers, 'Content-Type': contentType };
  const request = { method: 'POST', headers: sent, body, stop } as const;
  const answer = await sendRequest(env, new URL(address), request);
  if (typeof answer === 'string') return answer;
  return answer >= 200 && answer < 300 ? null : `status_${answer}`;
}
