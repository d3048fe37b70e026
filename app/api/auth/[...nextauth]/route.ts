// Mounts next-auth: csrf, sign-in and sign-out.

import type { NextRequest } from 'next/server';
import { handleAuth } from '@/lib/auth/handle-auth';
import { currentInstallation } from '@/lib/services/installation';

async function handle(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  return handleAuth(await currentInstallation(), request, context);
}

export { handle as GET, handle as POST };
