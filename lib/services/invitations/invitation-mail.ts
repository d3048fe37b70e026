// What an invitation says as mail.

import 'server-only';
import type { InvitationRow } from '@/lib/db/people/invitations';
import type { Mail } from '../mail/send-mail';

export function invitationMail(row: InvitationRow, link: string): Mail {
  return {
    to: row.email,
    subject: `Invitation to ${row.organization} on Keystow`,
    text: [
      `${row.makerName} (${row.makerEmail}) invites you to ${row.organization} on Keystow.`,
      '',
      'Open this link to choose a name and a password. It works once, until',
      `${row.expiresAt.toUTCString()}, and for you alone: do not pass it on.`,
      '',
      link,
      '',
      'If you did not expect this, do nothing.',
      '',
    ].join('\n'),
  };
}
