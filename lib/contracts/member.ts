// People of an organization and their roles, as they enter and leave the console.

import { z } from 'zod';
import { fromTypeId } from '@/lib/domain/ids';
import { PERMISSIONS } from '@/lib/domain/permissions';
import { SLUG_LENGTH_MAX } from '@/lib/domain/scope';
import { scopeKind, scopeReference } from './scope';
import { tokenSummary } from './token';

const scopeRef = z.object({ kind: scopeKind, id: z.string(), path: z.string() });

export const memberGrant = z
  .object({
    id: z.string(),
    /** A built-in role, or the slug of one that the organization made. */
    role: z.string(),
    /** The group through which a person holds it; null where the holder is asked about himself. */
    through: z.object({ id: z.string(), slug: z.string(), name: z.string() }).nullable(),
    /** It holds there and everywhere below. */
    scope: scopeRef,
    /** What the role gives on that scope. */
    permissions: z.array(z.enum(PERMISSIONS)),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'MemberGrant' });

export type MemberGrant = z.infer<typeof memberGrant>;

export const memberSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    createdAt: z.iso.datetime(),
    /** When a session of his was last used; null for never. */
    lastSeenAt: z.iso.datetime().nullable(),
    /** Whether there is one: who only signs on through a provider has none. */
    password: z.boolean(),
    /** Whether a second factor stands beside the password. */
    secondFactor: z.boolean(),
    deactivatedAt: z.iso.datetime().nullable(),
    /** Those on, above or below what the caller manages. */
    grants: z.array(memberGrant),
  })
  .meta({ id: 'Member' });

export type MemberSummary = z.infer<typeof memberSummary>;

export const memberList = z
  .object({ items: z.array(memberSummary), next: z.string().nullable() })
  .meta({ id: 'MemberList' });

export type MemberList = z.infer<typeof memberList>;

export const memberDetails = memberSummary
  .extend({
    /** How many are open now. */
    sessions: z.number().int(),
    /** The hosts of the identity providers through which the person signs on. */
    signsOnThrough: z.array(z.string()),
    /** Those that he made and that work, where the caller manages people; at most 100. */
    tokens: z.array(tokenSummary),
  })
  .meta({ id: 'MemberDetails' });

export type MemberDetails = z.infer<typeof memberDetails>;

export const listMembersQuery = z.strictObject({
  /** Left out: the actor's organization. People with a role above or below are listed too. */
  scope: scopeReference.optional(),
  /** Tells scopes of the same slug apart. */
  kind: scopeKind.optional(),
  /** Part of a name or an e-mail, in any case. */
  q: z.string().max(254).optional(),
  /** Only people with that role somewhere in sight. */
  role: z.string().max(200).optional(),
  /** A person's id, as `next` of the page before. */
  after: z
    .string()
    .refine((id) => fromTypeId(['user'], id) !== null)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListMembersQuery = z.infer<typeof listMembersQuery>;

export const grantRoleInput = z
  .strictObject({
    /** A built-in role, or the slug of one that the organization made. */
    role: z.string().min(1).max(SLUG_LENGTH_MAX),
    scope: z.strictObject({ kind: scopeKind, id: scopeReference }),
  })
  .meta({ id: 'GrantRole' });

export type GrantRoleInput = z.infer<typeof grantRoleInput>;

export const deactivateMemberInput = z
  .strictObject({
    /** Of the tokens the person made, those to revoke with it; the others keep working. */
    revokeTokens: z.array(z.string().max(400)).max(1000),
  })
  .meta({ id: 'DeactivateMember' });

export type DeactivateMemberInput = z.infer<typeof deactivateMemberInput>;
