// Groups of people, as they enter and leave the console.

import { z } from 'zod';
import { fromTypeId } from '@/lib/domain/ids';
import { isSlug, SLUG_LENGTH_MAX } from '@/lib/domain/scope';
import { memberGrant } from './member';

/** A `grp_…` id or a slug. */
export const groupReference = z.string().min(1).max(400);

/** As the identity provider writes it in its claim. */
const externalName = z.string().min(1).max(400);

export const groupSummary = z
  .object({
    id: z.string(),
    /** Never changed. */
    slug: z.string(),
    name: z.string(),
    /** What the identity provider calls it; null for none, and for whoever does not manage groups. */
    externalName: z.string().nullable(),
    /** How many people are in it, deactivated ones included; null for whoever does not see them all. */
    members: z.number().int().nullable(),
    /** Those on, above or below what the caller manages. */
    grants: z.array(memberGrant),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Group' });

export type GroupSummary = z.infer<typeof groupSummary>;

export const groupList = z
  .object({ items: z.array(groupSummary), next: z.string().nullable() })
  .meta({ id: 'GroupList' });

export type GroupList = z.infer<typeof groupList>;

export const listGroupsQuery = z.strictObject({
  /** Part of a name or a slug, in any case. */
  q: z.string().max(254).optional(),
  /** A group's slug, as `next` of the page before. */
  after: z.string().refine(isSlug).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListGroupsQuery = z.infer<typeof listGroupsQuery>;

export const createGroupInput = z
  .strictObject({
    slug: z.string().max(SLUG_LENGTH_MAX + 1),
    name: z.string().max(200),
    externalName: externalName.optional(),
  })
  .meta({ id: 'CreateGroup' });

export type CreateGroupInput = z.infer<typeof createGroupInput>;

/** What is left out stays; `externalName: null` takes it away. */
export const changeGroupInput = z
  .strictObject({ name: z.string().max(200).optional(), externalName: externalName.nullish() })
  .meta({ id: 'ChangeGroup' });

export type ChangeGroupInput = z.infer<typeof changeGroupInput>;

const membershipSource = z.enum(['console', 'provider']);

export const groupMember = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    /** A deactivated person stays in the group, and cannot sign in. */
    deactivatedAt: z.iso.datetime().nullable(),
    /** `console`: somebody added him; `provider`: he signed on with it, and it ends with that. */
    sources: z.array(membershipSource),
    /** Which of these can be ended here; the others are the identity provider's to say. */
    removable: z.array(membershipSource),
    since: z.iso.datetime(),
  })
  .meta({ id: 'GroupMember' });

export type GroupMember = z.infer<typeof groupMember>;

export const groupMemberList = z
  .object({ items: z.array(groupMember), next: z.string().nullable() })
  .meta({ id: 'GroupMemberList' });

export type GroupMemberList = z.infer<typeof groupMemberList>;

export const listGroupMembersQuery = z.strictObject({
  /** A person's id, as `next` of the page before. */
  after: z
    .string()
    .refine((id) => fromTypeId(['user'], id) !== null)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const addGroupMemberInput = z
  .strictObject({
    /** A person's id or e-mail. */
    person: z.string().trim().min(1).max(400),
  })
  .meta({ id: 'AddGroupMember' });
