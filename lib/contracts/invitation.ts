// Invitations by link, as they enter and leave the console; the link leaves once.

import { z } from 'zod';
import { fromTypeId } from '@/lib/domain/ids';
import { grantRoleInput } from './member';
import { scopeKind } from './scope';

export const INVITED_ROLES_MAX = 20;

export const makeInvitationInput = z
  .strictObject({
    email: z.email().max(254),
    /** What the person is given when he accepts. */
    grants: z.array(grantRoleInput).min(1).max(INVITED_ROLES_MAX),
  })
  .meta({ id: 'MakeInvitation' });

export type MakeInvitationInput = z.infer<typeof makeInvitationInput>;

export const invitationSummary = z
  .object({
    id: z.string(),
    email: z.string(),
    grants: z.array(
      z.object({
        role: z.string(),
        scope: z.object({ kind: scopeKind, id: z.string(), path: z.string() }),
      }),
    ),
    state: z.enum(['open', 'accepted', 'revoked', 'expired']),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    expiresAt: z.iso.datetime(),
    acceptedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Invitation' });

export type InvitationSummary = z.infer<typeof invitationSummary>;

export const madeInvitation = invitationSummary
  .extend({
    link: z.string(),
    /** Whether the link went out by mail too; `off` where no SMTP_URL is set. */
    mail: z.enum(['sent', 'failed', 'off']),
  })
  .meta({ id: 'MadeInvitation' });

export type MadeInvitation = z.infer<typeof madeInvitation>;

export const invitationList = z
  .object({ items: z.array(invitationSummary), next: z.string().nullable() })
  .meta({ id: 'InvitationList' });

export type InvitationList = z.infer<typeof invitationList>;

export const listInvitationsQuery = z.strictObject({
  /** An invitation's id, as `next` of the page before. */
  after: z
    .string()
    .refine((id) => fromTypeId(['invitation'], id) !== null)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

/** What somebody with a link is told before he accepts. */
export interface OpenedInvitation {
  readonly email: string;
  readonly organization: string;
  readonly invitedBy: string;
  readonly grants: InvitationSummary['grants'];
}
