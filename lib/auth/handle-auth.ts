// Next-auth's answers, with the refusals it has no words for: a code is needed, throttled, unexpected.

import 'server-only';
import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { KeystowError } from '@/lib/domain/errors';
import type { Installation } from '@/lib/services/context';
import { asRefusal } from '@/lib/services/health/as-refusal';
import { log } from '@/lib/services/log';
import { nextAuthOptions } from './next-auth-options';

interface RouteContext {
  readonly params: Promise<{ nextauth: string[] }>;
}

/**
 * 429 with Retry-After when sign-in is throttled, the same for known and unknown accounts; 401 with a
 * code of its own when a second factor is needed or wrong, only after a right password.
 */
export async function handleAuth(
  installation: Installation,
  request: NextRequest,
  context: RouteContext,
): Promise<Response> {
  const failures: unknown[] = [];
  const options = nextAuthOptions(installation, (error) => failures.push(error));
  const answer = (await NextAuth(request, context, options)) as Response;
  return failures.length > 0 ? refusalOf(failures[0], request) : answer;
}

function refusalOf(error: unknown, request: NextRequest): Response {
  const refusal = asRefusal(error) ?? new KeystowError('internal');
  if (refusal.status >= 500) log.error({ err: error }, 'sign-in failed');
  const { retryAfterSeconds } = refusal.extras;
  const url = new URL(`/sign-in?error=${refusal.code}`, request.nextUrl.origin);
  return Response.json(
    { url: url.href, code: refusal.code, detail: refusal.message },
    {
      status: refusal.status,
      headers: {
        'Cache-Control': 'no-store',
        ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
      },
    },
  );
}
