// `keystow leaks …`: what a found value is, and the cases of secrets that leaked.

import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { ConsoleCall } from '@/lib/client/console-client';
import type { LeakCase, LeakList, LeakMatches } from '@/lib/contracts/leak';
import { LEAK_STATES, NEIGHBOUR_DECISIONS } from '@/lib/domain/leak';
import { atConsole } from '../desks/at-console-or-here';
import { UsageRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { readSecret } from '../read-secret';
import type { Terminal } from '../terminal';
import { leakLine, leakText, matchesText } from './leak-text';

type Method = Parameters<ConsoleCall>[0];
type Reasoned = OutputOptions & { readonly reason?: string };

export function addLeaks(program: Command, terminal: Terminal): void {
  const leaks = program.command('leaks').summary('find what leaked, and answer it');
  addFinding(leaks, terminal);
  const act = (id: string, verb: string, body: object | undefined, options: OutputOptions) =>
    send(terminal, 'POST', `${pathOf(id)}/${verb}`, body, options);
  withOutput(leaks.command('show <case>'))
    .summary('who received what was exposed, and what is left to do')
    .action((id: string, options: OutputOptions) =>
      send(terminal, 'GET', pathOf(id), undefined, options),
    );
  withOutput(leaks.command('rotate <case>'))
    .summary('begin the rotation that answers it')
    .action((id: string, options: OutputOptions) => act(id, 'rotate', undefined, options));
  withOutput(leaks.command('review <case> <text>'))
    .summary('say what logs and records of use show; the text holds no value')
    .action((id: string, review: string, options: OutputOptions) =>
      act(id, 'review', { review }, options),
    );
  withOutput(leaks.command('neighbours <case> <secrets...>'))
    .summary('decide about secrets at risk with it, by their ids')
    .addOption(
      new Option('--decision <what>', 'what becomes of them')
        .choices(NEIGHBOUR_DECISIONS)
        .makeOptionMandatory(),
    )
    .option('--reason <text>', 'why; needed to leave them as they are')
    .action((id: string, secrets: string[], options: Reasoned & { decision: string }) => {
      const { decision, reason, ...output } = options;
      return act(id, 'neighbours', { secrets, decision, reason }, output);
    });
  withOutput(leaks.command('advise <case> [text]'))
    .summary('keep the private advisory, or say why nobody outside has to act')
    .option('--reason <text>', 'in place of a text: why nobody outside has to act')
    .action((id: string, advisory: string | undefined, { reason, ...output }: Reasoned) => {
      if ((advisory === undefined) === (reason === undefined)) {
        throw new UsageRefused('Give the text of the advisory, or --reason: one of them.');
      }
      return act(id, 'advisory', { advisory, reason }, output);
    });
  withOutput(leaks.command('assign <case>'))
    .summary('say whose it is')
    .option('--to <person>', 'an e-mail address, or usr_…; left out: nobody')
    .action((id: string, { to, ...options }: OutputOptions & { to?: string }) =>
      send(terminal, 'PUT', `${pathOf(id)}/assignee`, { assignee: to ?? null }, options),
    );
  withOutput(leaks.command('close <case>'))
    .summary('close it; what is not done is told')
    .action((id: string, options: OutputOptions) => act(id, 'close', undefined, options));
}

interface OpenOptions extends OutputOptions {
  readonly scope: string;
  readonly versions?: number[];
  readonly found: string;
  readonly since?: string;
  readonly matched?: boolean;
}

interface ListOptions extends OutputOptions {
  readonly scope?: string;
  readonly state?: string;
  readonly after?: string;
}

function addFinding(leaks: Command, terminal: Terminal): void {
  withOutput(leaks.command('match'))
    .summary('tell which secret a value is, from standard input or a hidden prompt')
    .description('The value is compared and forgotten: 10 a minute, 100 a day.')
    .action(async (options: OutputOptions) => {
      const given = await readSecret(terminal, 'Give the value that was found.');
      await atConsole(async (call) => {
        const value = given.use((bytes) => new TextDecoder().decode(bytes));
        const told = await call<LeakMatches>('POST', '/leaks', { value });
        outputOf(terminal, options).result(told, matchesText(told));
      });
    });
  withOutput(leaks.command('open <name>'))
    .summary('open the leak case of a secret')
    .requiredOption('--scope <scope>', 'where the secret lives')
    .requiredOption('--found <text>', 'where it was found; the text holds no value')
    .option('--versions <numbers>', 'which were exposed, as 3,4; left out: all', numbersOf)
    .option('--since <instant>', 'since when it may have been there, as 2026-01-31T10:00:00Z')
    .option('--matched', 'it was found by its value')
    .action((key: string, options: OpenOptions) => {
      const { scope, versions, found: whereFound, since, matched, ...output } = options;
      const secret = { scope, key, versions };
      const body = { secret, whereFound, exposedSince: since, matched };
      return send(terminal, 'POST', '/leaks', body, output);
    });
  withOutput(leaks.command('list'))
    .summary('leak cases, newest first')
    .option('--scope <scope>', 'at and below it')
    .addOption(new Option('--state <state>', 'these alone').choices(LEAK_STATES))
    .option('--after <case>', 'go on after this one')
    .action((options: ListOptions) =>
      atConsole(async (call) => {
        const { scope, state, after } = options;
        const given = Object.entries({ scope, state, after }).filter(([, value]) => value);
        const query = new URLSearchParams(given as [string, string][]);
        const page = await call<LeakList>('GET', `/leaks?${query}`);
        const more = page.next === null ? [] : [`More: --after ${page.next}`];
        const lines = [...page.items.map(leakLine), ...more];
        outputOf(terminal, options).result(page, lines.join('\n') || 'There are none.');
      }),
    );
}

function pathOf(id: string): string {
  return `/leaks/${encodeURIComponent(id)}`;
}

function numbersOf(text: string): number[] {
  if (/^[1-9]\d{0,8}(,[1-9]\d{0,8})*$/.test(text)) return text.split(',').map(Number);
  throw new InvalidArgumentError('Give numbers of versions, divided by commas.');
}

async function send(
  terminal: Terminal,
  method: Method,
  path: string,
  body: object | undefined,
  options: OutputOptions,
): Promise<void> {
  await atConsole(async (call) => {
    const now = await call<LeakCase>(method, path, body);
    outputOf(terminal, options).result(now, leakText(now));
  });
}
