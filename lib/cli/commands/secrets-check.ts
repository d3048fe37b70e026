// `keystow secrets check`: whether the reference of a secret leads to a value, and nothing of that.

import type { Command } from 'commander';
import type { SecretCheck } from '@/lib/contracts/backend-facts';
import { atConsole } from '../desks/at-console-or-here';
import { CommandRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { placeOption } from '../place-option';
import type { Terminal } from '../terminal';
import { secretsAt } from './secrets-path';

interface CheckOptions extends OutputOptions {
  readonly scope: string;
}

const DESCRIPTION = `Asks the external backend of a secret whether its reference resolves, and says version, age and the
backend's own schedule. Exits with 1 where it does not.`;

export function addSecretsCheck(secrets: Command, terminal: Terminal): void {
  withOutput(secrets.command('check <name>'))
    .summary('ask the external backend of a secret whether it can be had')
    .description(DESCRIPTION)
    .addOption(placeOption())
    .action((name: string, options: CheckOptions) => {
      const path = `${secretsAt(options.scope)}/${encodeURIComponent(name)}/check`;
      return atConsole(async (call) => {
        const check = await call<SecretCheck>('POST', path);
        const { fault } = check;
        if (fault) throw new CommandRefused(`backend_${fault.code}`, checkText(check));
        outputOf(terminal, options).result(check, checkText(check));
      });
    });
}

function checkText(check: SecretCheck): string {
  const { key, reference, connector, fault, version, ageDays, schedule } = check;
  const where = `${key} at ${reference} through ${connector.slug}`;
  if (fault) return `${where}: ${fault.code}. ${fault.message}`;
  const age = ageDays === null ? '' : `, ${ageDays} days old`;
  return `${where} resolves to version ${version}${age}.${scheduleText(schedule)}`;
}

function scheduleText(schedule: SecretCheck['schedule']): string {
  if (!schedule?.enabled) return '';
  const every = schedule.everyDays === null ? '' : ` every ${schedule.everyDays} days`;
  const next = schedule.nextAt === null ? '' : `, next ${schedule.nextAt.slice(0, 10)}`;
  return ` The backend rotates it${every}${next}.`;
}
