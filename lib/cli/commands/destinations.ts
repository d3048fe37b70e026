// `keystow destinations …`: where values may be sent to be tried.

import type { Command } from 'commander';
import type { Destination } from '@/lib/contracts/destination';
import { atConsole } from '../desks/at-console-or-here';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';

const DESCRIPTION = `Hosts to which the console may send a value of a rotation to see whether it works.

Asking needs rotation:run and secrets:write there, approving and ending backends:manage. Nothing is sent before
one is approved.`;

interface AskOptions extends OutputOptions {
  readonly scope: string;
  readonly names: readonly string[];
  readonly reason: string;
}

export function addDestinations(program: Command, terminal: Terminal): void {
  const destinations = program
    .command('destinations')
    .summary('say where values may be sent to be tried')
    .description(DESCRIPTION);
  withOutput(destinations.command('list'))
    .summary('list them, the newest first')
    .option('--scope <scope>', 'those of it and above it: a path, an id, or _platform')
    .action(({ scope, ...options }: OutputOptions & { readonly scope?: string }) =>
      atConsole(async (call) => {
        const query = new URLSearchParams(scope === undefined ? {} : { scope });
        const items = await everyPage<Destination>(call, `/destinations?${query}`);
        const text = items.length === 0 ? 'Nothing.' : items.map(lineOf).join('\n');
        outputOf(terminal, options).result({ items }, text);
      }),
    );
  withOutput(destinations.command('ask <origin>'))
    .summary('ask for one, such as https://api.example.org')
    .requiredOption('--scope <scope>', 'where: a path, an id, or _platform')
    .requiredOption('--names <names...>', 'values of which names: names and globs')
    .requiredOption('--reason <text>', 'why, for whoever approves it')
    .action((origin: string, { scope, names, reason, ...options }: AskOptions) =>
      atConsole(async (call) => {
        const body = { origin, scope, names, reason };
        const made = await call<Destination>('POST', '/destinations', body);
        outputOf(terminal, options).result(made, lineOf(made));
      }),
    );
  for (const [verb, method, at] of [
    ['approve', 'POST', '/approve'],
    ['end', 'DELETE', ''],
  ] as const) {
    withOutput(destinations.command(`${verb} <id>`))
      .summary(verb === 'end' ? 'end it: nothing is sent there any more' : 'approve it')
      .action((id: string, options: OutputOptions) =>
        atConsole(async (call) => {
          const path = `/destinations/${encodeURIComponent(id)}${at}`;
          const now = await call<Destination>(method, path);
          outputOf(terminal, options).result(now, lineOf(now));
        }),
      );
  }
}

function lineOf({ id, origin, state, names, scope }: Destination): string {
  return `${id}  ${state.padEnd(8)}  ${origin}  ${names.join(',')}  ${scope.path}`;
}
