// Takes a browser back from the identity provider.

import { returnFromSignOn } from '@/lib/auth/handle-sign-on';
import { currentInstallation } from '@/lib/services/installation';

export async function GET(request: Request): Promise<Response> {
  return returnFromSignOn(await currentInstallation(), request);
}
