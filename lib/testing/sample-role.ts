// Roles and groups as they are listed, for tests of what shows them.

import { vi } from 'vitest';
import type { GroupSummary } from '@/lib/contracts/group';
import type { RoleSummary } from '@/lib/contracts/role';
import { permissionsOfRole, ROLES } from '@/lib/domain/permissions';

export const SAMPLE_ROLE: RoleSummary = {
  id: 'rol_1',
  slug: 'sealer',
  name: 'Sealer',
  description: 'Seals and nothing else.',
  builtIn: false,
  permissions: ['scopes:read', 'secrets:write'],
  grants: 2,
  createdAt: '2026-01-01T00:00:00Z',
};

/** The built-in ones, and that one. */
export const SAMPLE_ROLES: RoleSummary[] = [
  ...ROLES.map((slug) => ({
    ...{ id: null, slug, name: slug, description: slug, builtIn: true, grants: 1 },
    permissions: [...permissionsOfRole(slug, true)],
    createdAt: null,
  })),
  SAMPLE_ROLE,
];

export const SAMPLE_GROUP: GroupSummary = {
  id: 'grp_1',
  slug: 'engineers',
  name: 'Platform engineers',
  externalName: null,
  members: 2,
  grants: [
    {
      id: 'grt_1',
      role: 'sealer',
      through: null,
      scope: { kind: 'team', id: 'team_1', path: 'payments' },
      permissions: SAMPLE_ROLE.permissions,
      createdAt: '2026-01-01T00:00:00Z',
    },
  ],
  createdAt: '2026-01-01T00:00:00Z',
};

const done = <T>(result: T) => vi.fn(async () => ({ status: 'done' as const, result }));

export const SAMPLE_ROLE_ACTIONS = {
  create: done(SAMPLE_ROLE),
  change: done(SAMPLE_ROLE),
  remove: done({}),
};

export const SAMPLE_GROUP_ACTIONS = {
  create: done(SAMPLE_GROUP),
  change: done(SAMPLE_GROUP),
  remove: done({}),
  addMember: done({
    ...{ id: 'usr_9', name: 'Eve', email: 'eve@acme.example', deactivatedAt: null },
    ...{
      sources: ['console' as const],
      removable: ['console' as const],
      since: '2026-01-01T00:00:00Z',
    },
  }),
  removeMember: done({}),
  grant: done(SAMPLE_GROUP.grants[0]!),
  revoke: done({}),
};
