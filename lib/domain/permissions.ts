// Permissions and the built-in roles: the table of the product, as data.

export const PERMISSIONS = [
  'scopes:read',
  'scopes:write',
  'secrets:list',
  'secrets:write',
  'secrets:delete',
  'deliveries:create',
  'briefs:create',
  'requests:create',
  'requests:answer',
  'rotation:run',
  'leaks:match',
  'leaks:manage',
  'backends:manage',
  'integrations:manage',
  'members:manage',
  'tokens:manage',
  'audit:read',
  'keys:manage',
  'backups:manage',
  'organization:manage',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['owner', 'admin', 'editor', 'deployer', 'auditor', 'viewer'] as const;

export type Role = (typeof ROLES)[number];

/** Effective only when the grant sits on the organization itself. */
const ORGANIZATION_ONLY: readonly Permission[] = ['keys:manage', 'backups:manage'];

const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS.filter((permission) => permission !== 'organization:manage'),
  editor: [
    'scopes:read',
    'secrets:list',
    'secrets:write',
    'secrets:delete',
    'requests:create',
    'requests:answer',
    'rotation:run',
    'leaks:match',
  ],
  deployer: ['scopes:read', 'secrets:list', 'deliveries:create', 'briefs:create'],
  auditor: ['scopes:read', 'secrets:list', 'audit:read'],
  viewer: ['scopes:read', 'secrets:list'],
};

/**
 * What a grant gives on a scope of the given kind: the permissions of the built-in role, or else
 * `custom`, those of the organization's own role. A role that is neither gives nothing.
 */
export function permissionsOfGrant(
  role: string,
  custom: readonly string[] | null,
  onOrganization: boolean,
): readonly Permission[] {
  const all = isRole(role) ? ROLE_PERMISSIONS[role] : (custom ?? []).filter(isPermission);
  return onOrganization ? all : all.filter((permission) => !ORGANIZATION_ONLY.includes(permission));
}

/** What a built-in role means when it is granted on a scope of the given kind. */
export function permissionsOfRole(role: Role, onOrganization: boolean): readonly Permission[] {
  return permissionsOfGrant(role, null, onOrganization);
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

export function isPermission(text: string): text is Permission {
  return (PERMISSIONS as readonly string[]).includes(text);
}

/** Each once, in the order of the product's table. */
export function inTableOrder(given: readonly string[]): Permission[] {
  return PERMISSIONS.filter((one) => given.includes(one));
}
