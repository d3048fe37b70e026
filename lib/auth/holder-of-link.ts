// Whoever sends the secret of a link from a page: from where, in the request Next is answering.

import 'server-only';
import { headers } from 'next/headers';
import { newUuid } from '@/lib/domain/ids';
import type { Installation } from '@/lib/services/context';
import { currentInstallation } from '@/lib/services/installation';
import type { LinkHolder } from '@/lib/services/intake/open-intake';
import { addressOfRequest } from './address-of-request';

/** What services for holders of links take first. Whether the link works is theirs to say. */
export async function holderOfLink(secret: string): Promise<[Installation, LinkHolder]> {
  const installation = await currentInstallation();
  const address = addressOfRequest(installation.env, await headers());
  return [installation, { secret, address, requestId: newUuid() }];
}
