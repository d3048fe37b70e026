// The REST application of this process, as a function from request to response.

import 'server-only';
import { currentInstallation } from '@/lib/services/installation';
import { createApi } from './app';

const api = createApi(currentInstallation);

export async function answer(request: Request): Promise<Response> {
  return api.fetch(request);
}
