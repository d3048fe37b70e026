// `keystow groups grant` and `revoke`: what a group may do where.

import type { Command } from 'commander';
import type { GroupSummary } from '@/lib/contracts/group';
import type { MemberGrant } from '@/lib/contracts/member';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { ConsoleCall } from '@/lib/client/console-client';
import { atConsole } from '../desks/at-console-or-here';
import { CommandRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { placeOf, placeOption } from '../place-option';
import type { Terminal } from '../terminal';

interface PlaceOptions extends OutputOptions {
  readonly scope: string;
}

export function addGroupRoles(groups: Command, terminal: Terminal): void {
  withOutput(groups.command('grant <group> <role>'))
    .summary('give a group a role on a scope and everything below it')
    .addOption(placeOption())
    .action((group: string, role: string, options: PlaceOptions) => {
      const scope = placeOf(options.scope);
      return atConsole(async (call) => {
        const path = `/groups/${encodeURIComponent(group)}/roles`;
        const made = await call<MemberGrant>('POST', path, { role, scope });
        outputOf(terminal, options).result(made, `${group} is ${role} of ${made.scope.path}.`);
      });
    });
  withOutput(groups.command('revoke <group> <role>'))
    .summary('take a role on a scope away from a group')
    .addOption(placeOption())
    .action((group: string, role: string, options: PlaceOptions) => {
      const { id: place } = placeOf(options.scope);
      return atConsole(async (call) => {
        const path = `/groups/${encodeURIComponent(group)}`;
        const grant = await grantOn(call, path, role, place);
        await call('DELETE', `${path}/roles/${grant.id}`);
        const facts = { group, role, scope: grant.scope.path, revoked: true };
        const text = `${group} is not ${role} of ${grant.scope.path} any more.`;
        outputOf(terminal, options).result(facts, text);
      });
    });
}

/** Throws CommandRefused where the group does not hold the role on that very scope. */
async function grantOn(
  call: ConsoleCall,
  path: string,
  role: string,
  place: string,
): Promise<MemberGrant> {
  const { grants } = await call<GroupSummary>('GET', path);
  const isThere = ({ id, path: at }: Pick<ScopeSummary, 'id' | 'path'>) => [id, at].includes(place);
  const found = grants.find((one) => one.role === role && isThere(one.scope));
  if (found) return found;
  const message = 'The group does not have that role there: keystow groups list says what it has.';
  throw new CommandRefused('not_found', message);
}
