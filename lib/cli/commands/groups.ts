// `keystow groups …`: people who hold roles together.

import type { Command } from 'commander';
import type { GroupSummary } from '@/lib/contracts/group';
import { atConsole } from '../desks/at-console-or-here';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';
import { addGroupRoles } from './group-roles';

const DESCRIPTION = `Groups of people: whoever is in one holds its roles.

They are kept at a running console: set KEYSTOW_URL and KEYSTOW_TOKEN, or keystow login. GROUP is an id or a slug, PERSON an
id or an e-mail. A role of a group ends for all of its members at once.`;

interface CreateOptions extends OutputOptions {
  readonly name: string;
  readonly providerName?: string;
}

export function addGroups(program: Command, terminal: Terminal): void {
  const groups = program
    .command('groups')
    .summary('see and change groups of people and their roles')
    .description(DESCRIPTION);
  withOutput(groups.command('list'))
    .summary('list the groups and the roles they hold')
    .action((options: OutputOptions) =>
      atConsole(async (call) => {
        const items = await everyPage<GroupSummary>(call, '/groups');
        const text = items.length === 0 ? 'No groups.' : items.map(groupText).join('\n');
        outputOf(terminal, options).result({ items }, text);
      }),
    );
  withOutput(groups.command('create <slug>'))
    .summary('make a group; its slug is never changed')
    .requiredOption('--name <name>', 'what people call it')
    .option('--provider-name <name>', 'what the identity provider calls it')
    .action((slug: string, options: CreateOptions) =>
      atConsole(async (call) => {
        const { name, providerName } = options;
        const more = providerName === undefined ? {} : { externalName: providerName };
        const made = await call<GroupSummary>('POST', '/groups', { slug, name, ...more });
        outputOf(terminal, options).result(made, `${made.slug} is made.`);
      }),
    );
  withOutput(groups.command('add <group> <person>'))
    .summary('put a person into a group')
    .action((group: string, person: string, options: OutputOptions) =>
      atConsole(async (call) => {
        const made = await call<object>('POST', `${at(group)}/members`, { person });
        outputOf(terminal, options).result(made, `${person} is in ${group}.`);
      }),
    );
  withOutput(groups.command('remove <group> <person>'))
    .summary('take a person out of a group')
    .action((group: string, person: string, options: OutputOptions) =>
      atConsole(async (call) => {
        await call('DELETE', `${at(group)}/members/${encodeURIComponent(person)}`);
        const facts = { group, person, removed: true };
        outputOf(terminal, options).result(facts, `${person} is not in ${group} any more.`);
      }),
    );
  addGroupRoles(groups, terminal);
}

function at(group: string): string {
  return `/groups/${encodeURIComponent(group)}`;
}

function groupText({ slug, name, members, grants }: GroupSummary): string {
  const roles = grants.map(({ role, scope }) => `${role}@${scope.path}`);
  const size = members === null ? '' : `${members} in it  `;
  return `${slug}  ${size}${roles.join(' ') || 'no role'}  ${name}`;
}
