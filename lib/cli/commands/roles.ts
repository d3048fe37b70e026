// `keystow roles …`: what can be granted, and roles of the organization's own.

import type { Command } from 'commander';
import type { RoleList, RoleSummary } from '@/lib/contracts/role';
import { PERMISSIONS } from '@/lib/domain/permissions';
import { atConsole } from '../desks/at-console-or-here';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';

const DESCRIPTION = `Roles: named sets of permissions, built-in ones and those of your organization.

They are kept at a running console: set KEYSTOW_URL and KEYSTOW_TOKEN, or keystow login. Nobody makes a role that can do
more than he can: the token needs members:manage on the organization and all that the role gives.
Permissions: ${PERMISSIONS.join(' ')}`;

interface CreateOptions extends OutputOptions {
  readonly name: string;
  readonly permissions: string;
  readonly description?: string;
}

export function addRoles(program: Command, terminal: Terminal): void {
  const roles = program
    .command('roles')
    .summary('see, make and delete roles')
    .description(DESCRIPTION);
  withOutput(roles.command('list'))
    .summary('list the roles and what each gives')
    .action((options: OutputOptions) =>
      atConsole(async (call) => {
        const { items } = await call<RoleList>('GET', '/roles');
        outputOf(terminal, options).result({ items }, items.map(roleText).join('\n'));
      }),
    );
  withOutput(roles.command('create <slug>'))
    .summary('make a role; its slug is never changed')
    .requiredOption('--name <name>', 'what people call it')
    .requiredOption('--permissions <list>', 'what it gives, divided by commas')
    .option('--description <text>', 'what it is for')
    .action((slug: string, options: CreateOptions) =>
      atConsole(async (call) => {
        const { name, description } = options;
        const permissions = options.permissions.split(/[\s,]+/).filter(Boolean);
        const more = description === undefined ? {} : { description };
        const body = { slug, name, permissions, ...more };
        const made = await call<RoleSummary>('POST', '/roles', body);
        outputOf(terminal, options).result(made, `${made.slug} is made: ${roleText(made)}`);
      }),
    );
  withOutput(roles.command('delete <role>'))
    .summary('delete a role that nobody holds')
    .action((role: string, options: OutputOptions) =>
      atConsole(async (call) => {
        await call('DELETE', `/roles/${encodeURIComponent(role)}`);
        outputOf(terminal, options).result({ role, deleted: true }, `${role} is deleted.`);
      }),
    );
}

function roleText({ slug, builtIn, permissions }: RoleSummary): string {
  return `${slug}  ${builtIn ? 'built in' : 'your own'}  ${permissions.join(' ')}`;
}
