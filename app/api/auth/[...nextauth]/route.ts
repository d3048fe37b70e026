// Mounts next-auth: csrf, sign-in and sign-out.

import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { nextAuthOptions } from '@/lib/auth/next-auth-options';
import { currentInstallation } from '@/lib/services/installation';

async function handle(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const options = nextAuthOptions(await currentInstallation());
  return NextAuth(request, context, options) as Promise<Response>;
}

export { handle as GET, handle as POST };
