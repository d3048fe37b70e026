// `keystow intake …`: the links by which others enter values, seen and revoked from the command line.

import type { Command } from 'commander';
import type { IntakeLinkSummary } from '@/lib/contracts/intake';
import { atConsole } from '../desks/at-console-or-here';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';

const DESCRIPTION = `Links by which somebody without an account enters values.

They are listed and revoked at a running console: set KEYSTOW_URL and KEYSTOW_TOKEN. A token sees the
links all of whose secrets it may write. Links are made in the console by a person, not by a token:
what is entered counts as that person's.`;

export function addIntake(program: Command, terminal: Terminal): void {
  const intake = program
    .command('intake')
    .summary('see and revoke links by which others enter values')
    .description(DESCRIPTION);
  withOutput(intake.command('list'))
    .summary('say how far each link has come')
    .description('Say how far each link has come, newest first.')
    .action((options: OutputOptions) =>
      atConsole(async (call) => {
        const items = await everyPage<IntakeLinkSummary>(call, '/intake-links');
        const text = items.length === 0 ? 'No links.' : items.map(linkText).join('\n');
        outputOf(terminal, options).result({ items }, text);
      }),
    );
  withOutput(intake.command('revoke <id>'))
    .summary('revoke a link at once')
    .description('Revoke a link at once; what was entered by it stays.')
    .action((id: string, options: OutputOptions) =>
      atConsole(async (call) => {
        await call('DELETE', `/intake-links/${encodeURIComponent(id)}`);
        outputOf(terminal, options).result({ id, revoked: true }, `${id} is revoked.`);
      }),
    );
}

function linkText({ id, label, state, asked, answered, expiresAt }: IntakeLinkSummary): string {
  return `${id}  ${state.padEnd(8)}  ${answered} of ${asked} entered  ends ${expiresAt.slice(0, 16)}Z  ${label}`;
}
