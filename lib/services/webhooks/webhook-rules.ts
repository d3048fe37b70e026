// Which private addresses webhooks may reach.

import 'server-only';
import type { AddressRules } from '@/lib/backends/network/allowed-address';
import type { Env } from '@/lib/env';

export function webhookRules({ production, webhookPrivateHosts }: Env): AddressRules {
  return { production, privateHosts: webhookPrivateHosts };
}
