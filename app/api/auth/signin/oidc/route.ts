// Sends a browser to the identity provider.

import { startSignOn } from '@/lib/auth/handle-sign-on';
import { currentInstallation } from '@/lib/services/installation';

export async function GET(request: Request): Promise<Response> {
  return startSignOn(await currentInstallation(), request);
}
