// `keystow run`: starts a command with secrets in its environment, and restarts it when they change.

import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { isNamePattern, NAME_PATTERNS_MAX } from '@/lib/domain/name-pattern';
import { RESTART_RULES } from '@/lib/domain/worker';
import type { RestartRule } from '@/lib/domain/worker';
import { inheritedEnvironment, readCommandEnv } from '@/lib/env';
import { UsageRefused } from '../command-refused';
import { neededConsole } from '../named-console';
import { withOutput } from '../output';
import type { OutputOptions } from '../output';
import { keepServerKey, pinnedServerKeys } from '../pinned-server-key';
import { ChildEnded, exitCodeOf } from '../run/exit-code';
import { keepWorker } from '../run/keep-worker';
import { RESTART_TIMING } from '../run/restart-gate';
import type { RunWanted } from '../run/run-wanted';
import { runnerVoice } from '../run/runner-voice';
import type { Terminal } from '../terminal';

const DESCRIPTION = `Starts COMMAND with the secrets of an app, or of one brief, in its environment.

They are handed over sealed to a key made for this run, checked against KEYSTOW_SERVER_KEY, and held in
memory alone. KEYSTOW_URL and KEYSTOW_TOKEN or KEYSTOW_TOKEN_FILE (or keystow login) say where and as whom;
COMMAND does not get them unless --keep-token is given. When a platform secret changes COMMAND is restarted: the new secrets
are fetched first, then it gets SIGTERM and, after the grace, SIGKILL.`;

const AFTER = `
Examples:
  keystow run --app payments.production.billing -- node server.js
  keystow run --app payments.production.billing --only 'DB_*,API_KEY' -- ./migrate
  keystow run --app payments.production.billing --max-unavailable 1 \\
    --health 'curl -fs localhost:8080/health' -- node server.js
  keystow run --brief brf_01… -- python3 task.py     # its task is in KEYSTOW_BRIEF

Exit codes:
  COMMAND's own; 128 and the number of the signal that ended it
  125  keystow itself failed: COMMAND was not started
  126  COMMAND cannot be executed
  127  COMMAND is not found

Signals are forwarded to COMMAND, except a terminal's Ctrl-C, which it has had
already. npm and npx do not pass signals on: where a supervisor sends them, call
the keystow command itself.`;

/** What leads to the token. */
const TOKEN_NAMES = ['KEYSTOW_TOKEN', 'KEYSTOW_TOKEN_FILE', 'CREDENTIALS_DIRECTORY'];

interface RunOptions extends OutputOptions {
  readonly app?: string;
  readonly brief?: string;
  readonly restart: RestartRule;
  readonly only?: string[];
  readonly stage?: boolean;
  readonly partial?: boolean;
  readonly maxUnavailable?: number;
  readonly health?: string;
  readonly healthLimit: number;
  readonly grace: number;
  readonly wait: number;
  readonly keepToken?: boolean;
}

export function addRun(program: Command, terminal: Terminal): void {
  const run = program
    .command('run')
    .summary('start a command with secrets in its environment')
    .usage('(--app <id> | --brief <id>) [options] -- <command...>')
    .description(DESCRIPTION)
    .argument('[command...]', 'the program and its arguments')
    .passThroughOptions()
    .option('--app <id>', 'whose secrets: an id, or a path such as payments.production.billing')
    .addOption(new Option('--brief <id>', 'the task to be run once').conflicts('app'))
    .addOption(
      new Option('--restart <rule>', 'which changes restart it by themselves')
        .choices(RESTART_RULES)
        .default('platform'),
    )
    .option('--only <names>', 'names and globs such as STRIPE_*, divided by commas', namesOf)
    .option('--stage', 'take staged versions where there are any, current ones else')
    .option('--partial', 'start without names that are required but have no value')
    .option('--max-unavailable <n>', 'take turns: so many of the app away at once', countOf)
    .option('--health <command>', 'after a restart, says by exit code 0 that it is well')
    .option('--health-limit <seconds>', 'how long it may take to get well', secondsOf, 60)
    .option('--grace <seconds>', 'from SIGTERM to SIGKILL', secondsOf, 10)
    .option(
      '--wait <seconds>',
      'how long to try a console that at first does not answer or is locked',
      secondsOf,
      60,
    )
    .option('--keep-token', 'leave the token where the command can find it')
    .addHelpText('after', AFTER);
  withOutput(run).action(async (argv: string[], options: RunOptions) => {
    const ended = await keepWorker(await wantedOf(argv, options, terminal));
    throw new ChildEnded(exitCodeOf(ended));
  });
  // The words of `withOutput` are those of commands with one result.
  const said = { json: 'say what happens as lines of JSON', quiet: 'say only what goes wrong' };
  for (const option of run.options) {
    const word = said[option.attributeName() as keyof typeof said];
    if (word) option.description = `${word}, on standard error`;
  }
}

async function wantedOf(
  [command = '', ...args]: readonly string[],
  options: RunOptions,
  terminal: Terminal,
): Promise<RunWanted> {
  const { app, brief, only, grace, maxUnavailable, health, healthLimit } = options;
  const what = app === undefined ? { kind: 'brief', id: brief } : { kind: 'app', id: app };
  if (command === '') {
    throw new UsageRefused(
      'Say behind -- what to start: keystow run --app payments.production.billing -- node server.js',
    );
  }
  if (!what.id) throw new UsageRefused('Give --app or --brief: whose secrets are meant.');
  const named = await neededConsole();
  const { runtimeDir } = readCommandEnv();
  return {
    command,
    args,
    source: {
      console: named,
      serverKeys: await pinnedServerKeys(named, terminal),
      learned: (serverKey) => keepServerKey(named, serverKey),
      for: what as RunWanted['source']['for'],
    },
    only,
    staged: options.stage === true,
    partial: options.partial === true,
    restart: app === undefined ? 'never' : options.restart,
    maxUnavailable,
    health: health === undefined ? undefined : { command: health, limitMs: healthLimit * 1000 },
    graceMs: grace * 1000,
    waitMs: options.wait * 1000,
    surroundings: {
      inherited: inheritedEnvironment(),
      withheld: options.keepToken === true ? [] : TOKEN_NAMES,
      memoryPlaces: [...(runtimeDir === undefined ? [] : [runtimeDir]), '/dev/shm'],
    },
    // Who takes turns is spread by them.
    timing: maxUnavailable === undefined ? RESTART_TIMING : { ...RESTART_TIMING, jitterMs: 0 },
    voice: runnerVoice(terminal, options),
  };
}

function namesOf(text: string): string[] {
  const names = text.split(/[\s,]+/).filter(Boolean);
  if (names.length > 0 && names.length <= NAME_PATTERNS_MAX && names.every(isNamePattern)) {
    return names;
  }
  throw new InvalidArgumentError(
    `Give 1 to ${NAME_PATTERNS_MAX} names of letters, digits, underscores and *, divided by commas.`,
  );
}

function countOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= 1000) return Number(text);
  throw new InvalidArgumentError('Give a number from 1 to 1000.');
}

function secondsOf(text: string): number {
  if (/^\d{1,5}(\.\d{1,3})?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a number of seconds.');
}
