// Roles, built-in and an organization's own, as they enter and leave the console.

import { z } from 'zod';
import { PERMISSIONS } from '@/lib/domain/permissions';
import { SLUG_LENGTH_MAX } from '@/lib/domain/scope';

/** A `rol_…` id or a slug; the built-in ones have a slug only. */
export const roleReference = z.string().min(1).max(400);

const description = z.string().max(500);

const permissions = z.array(z.enum(PERMISSIONS)).min(1).max(100);

export const roleSummary = z
  .object({
    /** Null for a built-in one. */
    id: z.string().nullable(),
    /** What grants, forms and the audit log call it: never changed. */
    slug: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    builtIn: z.boolean(),
    /** What it gives on the organization; elsewhere without `keys:manage` and `backups:manage`. */
    permissions: z.array(z.enum(PERMISSIONS)),
    /** How often it is granted; null unless the caller manages people of the whole organization. */
    grants: z.number().int().nullable(),
    createdAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Role' });

export type RoleSummary = z.infer<typeof roleSummary>;

export const roleList = z
  .object({ items: z.array(roleSummary), next: z.null() })
  .meta({ id: 'RoleList' });

export type RoleList = z.infer<typeof roleList>;

export const createRoleInput = z
  .strictObject({
    slug: z.string().max(SLUG_LENGTH_MAX + 1),
    name: z.string().max(200),
    description: description.optional(),
    permissions,
  })
  .meta({ id: 'CreateRole' });

export type CreateRoleInput = z.infer<typeof createRoleInput>;

/** What is left out stays. */
export const changeRoleInput = z
  .strictObject({
    name: z.string().max(200).optional(),
    description: description.nullable().optional(),
    permissions: permissions.optional(),
  })
  .meta({ id: 'ChangeRole' });

export type ChangeRoleInput = z.infer<typeof changeRoleInput>;
