// What the events of something put off say of it.

import 'server-only';
import type { Snoozed } from '@/lib/db/rotation/snoozes';

export function rotationTargetFacts(
  what: Snoozed,
  named: { readonly key: string } | { readonly subject: string },
) {
  if ('secretId' in what && 'key' in named) {
    return { secret: { id: what.secretId, name: named.key }, subject: null };
  }
  return { subject: 'subject' in what ? what.subject : null };
}
