// What each permission lets somebody do, in words for whoever puts a role together.

import type { Permission } from './permissions';

export const PERMISSION_WORDS: Readonly<Record<Permission, string>> = {
  'scopes:read': 'Sees teams, workspaces and apps.',
  'scopes:write': 'Makes, renames and deletes teams, workspaces and apps.',
  'secrets:list': 'Sees names of secrets and what is known of them, never a value.',
  'secrets:write': 'Seals and replaces values, and describes secrets.',
  'secrets:delete': 'Deletes secrets, and destroys versions for good.',
  'deliveries:create': 'Makes tokens that read values: whoever has such a token can print them.',
  'briefs:create': 'Prepares runs of programs by the names of the secrets they need.',
  'requests:create': 'Asks others for a value through a write-only form.',
  'requests:answer': 'Answers when somebody asks for a value.',
  'rotation:run': 'Runs rotations and works off their checklists.',
  'leaks:match': 'Finds out which secret a leaked text is.',
  'leaks:manage': 'Opens leak cases and closes them.',
  'backends:manage': 'Connects the places where values live outside.',
  'integrations:manage': 'Connects other systems, such as webhooks.',
  'members:manage': 'Invites people, and gives and takes away roles within the own.',
  'tokens:manage': 'Makes and revokes tokens for programs within the own permissions.',
  'audit:read': 'Reads and verifies the audit log.',
  'keys:manage': 'Changes master, root and session keys, and unlocks the console.',
  'backups:manage': 'Takes, checks and restores backups.',
  'organization:manage': 'Renames the organization and says how long its audit log is kept.',
};

/** In the order of the product's table. */
export const PERMISSION_GROUPS: readonly {
  readonly label: string;
  readonly permissions: readonly Permission[];
}[] = [
  { label: 'Scopes', permissions: ['scopes:read', 'scopes:write'] },
  { label: 'Secrets', permissions: ['secrets:list', 'secrets:write', 'secrets:delete'] },
  { label: 'Programs', permissions: ['deliveries:create', 'briefs:create'] },
  { label: 'Requests', permissions: ['requests:create', 'requests:answer'] },
  { label: 'Rotation and leaks', permissions: ['rotation:run', 'leaks:match', 'leaks:manage'] },
  { label: 'Other systems', permissions: ['backends:manage', 'integrations:manage'] },
  { label: 'People and tokens', permissions: ['members:manage', 'tokens:manage'] },
  { label: 'Audit', permissions: ['audit:read'] },
  { label: 'Installation', permissions: ['keys:manage', 'backups:manage', 'organization:manage'] },
];

/** They do something only where the role is granted on the organization itself. */
export const EFFECTIVE_ON_ORGANIZATION: readonly Permission[] = [
  'keys:manage',
  'backups:manage',
  'organization:manage',
];
