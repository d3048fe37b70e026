// `keystow rotation run …`: guided rotations begun, listed, shown, and given their values.

import { Option } from 'commander';
import type { Command } from 'commander';
import type { RotationRun, RunSummary } from '@/lib/contracts/rotation-run';
import { OVERLAP_HOURS_MAX, RUN_STATES } from '@/lib/domain/rotation-run';
import { atConsole } from '../desks/at-console-or-here';
import { UsageRefused } from '../command-refused';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';
import { addRotationRunActs } from './rotation-run-acts';
import { ofTwo, runPath } from './rotation-run-arguments';
import type { ItemOptions } from './rotation-run-arguments';
import { runLine, runText } from './rotation-run-text';
import { addRotationRunTry } from './rotation-run-try';
import { givenValue } from './given-value';
import type { GivenOptions } from './given-value';

const DESCRIPTION = `Replaces secrets step by step: new values are staged and verified, made current together, the old
ones revoked and shown to be refused, and all of that kept as evidence.

Needs rotation:run, and secrets:write where values are sealed or moved. A token neither asks for an
exception nor signs one: people do, in the console.`;

interface StartOptions extends OutputOptions {
  readonly scope?: string;
  readonly title?: string;
  readonly reason?: string;
  readonly overlap?: string;
}

interface ListOptions extends OutputOptions {
  readonly scope?: string;
  readonly state?: string;
}

type ValueOptions = ItemOptions & GivenOptions & { readonly reason?: string };

export function addRotationRun(rotation: Command, terminal: Terminal): void {
  const run = rotation
    .command('run')
    .summary('replace secrets step by step, with proof')
    .description(DESCRIPTION);
  withOutput(run.command('start <secrets...>'))
    .summary('begin one, of names in --scope, or of SCOPE/NAME')
    .option('--scope <scope>', 'of names without one: a path, an id, or _platform')
    .option('--title <text>', 'what it is called; left out: the names')
    .option('--reason <text>', 'why')
    .option('--overlap <hours>', `how long old values go on working, 0 to ${OVERLAP_HOURS_MAX}`)
    .action((names: string[], options: StartOptions) => start(terminal, names, options));
  withOutput(run.command('list'))
    .summary('list them, newest first')
    .option('--scope <scope>', 'only what is at and below it: a path, an id, or _platform')
    .addOption(new Option('--state <state>', 'only these').choices(RUN_STATES))
    .action(({ scope, state, ...options }: ListOptions) => {
      const query = new URLSearchParams({ ...(scope && { scope }), ...(state && { state }) });
      return atConsole(async (call) => {
        const items = await everyPage<RunSummary>(call, `/rotation/runs?${query}`);
        const text = items.length === 0 ? 'Nothing.' : items.map(runLine).join('\n');
        outputOf(terminal, options).result({ items }, text);
      });
    });
  withOutput(run.command('show <run>'))
    .summary('show one: its steps, what is missing, and workers with old values')
    .action((id: string, options: OutputOptions) =>
      atConsole(async (call) => {
        const found = await call<RotationRun>('GET', runPath(id));
        outputOf(terminal, options).result(found, runText(found));
      }),
    );
  ofTwo(run.command('set <run> <key>'))
    .summary('seal a new value, from standard input or a hidden prompt')
    .option('--reason <text>', 'why it changes, for the audit log')
    .option('--binary', 'the bytes of standard input as they are')
    .option('--parts', 'standard input is one JSON object, of a type that has parts')
    .action((id: string, key: string, options: ValueOptions) => set(terminal, id, key, options));
  addRotationRunActs(run, terminal);
  addRotationRunTry(run, terminal);
}

async function start(terminal: Terminal, names: string[], options: StartOptions): Promise<void> {
  const { scope, title, reason, overlap } = options;
  const hours = overlap === undefined ? undefined : Number(overlap);
  if (hours !== undefined && !(/^\d{1,3}$/.test(overlap!) && hours <= OVERLAP_HOURS_MAX)) {
    throw new UsageRefused(`Give --overlap as whole hours, from 0 to ${OVERLAP_HOURS_MAX}.`);
  }
  const secrets = names.map((name) => placed(name, scope));
  await atConsole(async (call) => {
    const body = { secrets, title, reason, overlapHours: hours };
    const made = await call<RotationRun>('POST', '/rotation/runs', body);
    outputOf(terminal, options).result(made, runText(made));
  });
}

function placed(name: string, scope: string | undefined) {
  const cut = name.lastIndexOf('/');
  if (cut > 0) return { scope: name.slice(0, cut), key: name.slice(cut + 1) };
  if (scope !== undefined) return { scope, key: name };
  throw new UsageRefused('Give --scope, or each secret as SCOPE/NAME.');
}

async function set(terminal: Terminal, id: string, key: string, options: ValueOptions) {
  const { scope, reason } = options;
  const body = { key, scope, reason, ...(await givenValue(terminal, key, options)) };
  await atConsole(async (call) => {
    const now = await call<RotationRun>('POST', `${runPath(id)}/values`, body);
    outputOf(terminal, options).result(now, `${key} has a new value, which is staged.`);
  });
}
