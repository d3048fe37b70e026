// `keystow verify`: tries one value of a guided rotation by a command, where the network is.

import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { RotationTrial } from '@/lib/contracts/rotation-run';
import { consoleClient } from '@/lib/client/console-client';
import type { TrialOutcome } from '@/lib/domain/rotation-run';
import { inheritedEnvironment, readCommandEnv } from '@/lib/env';
import { UsageRefused } from '../command-refused';
import { neededConsole } from '../named-console';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { keepServerKey, pinnedServerKeys } from '../pinned-server-key';
import { childEnvironment } from '../run/child-environment';
import { endChild, startChild } from '../run/child-process';
import type { Environment } from '../run/child-process';
import { ChildEnded } from '../run/exit-code';
import type { Ended } from '../run/exit-code';
import { requestDelivery } from '../run/request-delivery';
import type { Terminal } from '../terminal';
import { sideOf, withSide } from './rotation-run-arguments';
import type { SideOptions } from './rotation-run-arguments';
import { isAsExpected, trialLine } from './trial-text';

const DESCRIPTION = `Runs COMMAND with the new value (or --old: the old one) of a secret of a guided rotation in its
environment, under the name of the secret, and records whether it worked. Exit code 0 of COMMAND says that the value
works, 1 that it is refused (or those of --refused-exit alone); all else settles nothing. What COMMAND prints
is shown and not sent.

Needs a machine token with deliveries:create and rotation:run.`;

const AFTER = `
Exit codes:
  0    as expected: the new value works, or the old one is refused
  1    not as expected
  2    put wrongly
  125  keystow itself failed: nothing was tried, or it could not be recorded
  126  COMMAND cannot be executed
  127  COMMAND is not found

Example:
  keystow verify --run rot_01… --key STRIPE_KEY -- ./try-it
where try-it ends with 0 where the provider took the key, with 1 where it answered that it does not know it.`;

const TOKEN_NAMES = ['KEYSTOW_TOKEN', 'KEYSTOW_TOKEN_FILE', 'CREDENTIALS_DIRECTORY'];
const GRACE_MS = 2000;

interface VerifyOptions extends OutputOptions, SideOptions {
  readonly run: string;
  readonly key: string;
  readonly scope?: string;
  readonly refusedExit?: string;
  readonly timeout: string;
}

export function addVerify(program: Command, terminal: Terminal): void {
  const verify = program
    .command('verify')
    .summary('try a value of a rotation by a command, where the network is')
    .usage('--run <id> --key <name> [options] -- <command...>')
    .description(DESCRIPTION)
    .argument('[command...]', 'the program and its arguments')
    .passThroughOptions()
    .requiredOption('--run <id>', 'the rotation: rot_…')
    .requiredOption('--key <name>', 'the secret')
    .option('--scope <scope>', 'whose, where two secrets of the rotation have that name')
    .option('--refused-exit <codes>', 'exit codes that say refused, divided by commas')
    .option('--timeout <seconds>', 'how long COMMAND may take', '60')
    .addHelpText('after', AFTER);
  withOutput(withSide(verify)).action(async (argv: string[], options: VerifyOptions) => {
    const trial = await attempt(argv, options, terminal);
    outputOf(terminal, options).result(trial, trialLine(trial));
    throw new ChildEnded(isAsExpected(trial) ? 0 : 1);
  });
}

async function attempt(
  [command = '', ...args]: readonly string[],
  options: VerifyOptions,
  terminal: Terminal,
): Promise<RotationTrial> {
  if (command === '')
    throw new UsageRefused('Say behind -- what to run: keystow verify … -- ./try');
  const judge = judgeOf(options.refusedExit);
  const limitMs = secondsOf(options.timeout) * 1000;
  const { run, key, scope } = options;
  const named = await neededConsole();
  const { id, bundle } = await requestDelivery({
    console: named,
    serverKeys: await pinnedServerKeys(named, terminal),
    learned: (serverKey) => keepServerKey(named, serverKey),
    for: { kind: 'trial', id: run },
    ask: { key, scope, ...sideOf(options) },
  });
  const { runtimeDir } = readCommandEnv();
  const around = {
    inherited: inheritedEnvironment(),
    withheld: TOKEN_NAMES,
    added: {},
    memoryPlaces: [...(runtimeDir === undefined ? [] : [runtimeDir]), '/dev/shm'],
  };
  const { env, dispose } = await childEnvironment(bundle, around);
  const ended = await runWithin({ command, args, env }, limitMs).finally(dispose);
  const report = { delivery: id, ...judge(ended), place: placeOf(command) };
  const at = `/rotation/runs/${encodeURIComponent(run)}/trials/report`;
  return consoleClient(named)<RotationTrial>('POST', at, report);
}

/** Without arguments: those may hold what nobody should read. */
function placeOf(command: string): string {
  return `${path.basename(command)} on ${hostname()}`.slice(0, 200);
}

/** Null where it took too long. What it prints goes to standard error: the result alone is on standard output. */
async function runWithin(
  start: { readonly command: string; readonly args: readonly string[]; readonly env: Environment },
  limitMs: number,
): Promise<Ended | null> {
  const stdio = ['inherit', process.stderr.fd, 'inherit'] as const;
  const child = await startChild({ ...start, ownGroup: false, stdio: [...stdio] });
  const timer = new AbortController();
  const late = pause(limitMs, null, { signal: timer.signal }).catch(() => null);
  const ended = await Promise.race([child.ended, late]);
  timer.abort();
  if (ended === null) await endChild(child, GRACE_MS);
  return ended;
}

/** Others are of commands that could not ask at all. */
const REFUSED_EXIT = [1];

function judgeOf(text: string | undefined) {
  const refusing = text?.split(',').map(Number);
  if (refusing?.some((code) => !Number.isInteger(code) || code < 1 || code > 255)) {
    throw new UsageRefused('Give --refused-exit as numbers from 1 to 255, divided by commas.');
  }
  const isRefusal = (code: number) => (refusing ?? REFUSED_EXIT).includes(code);
  return (ended: Ended | null): { outcome: TrialOutcome; answer: string } => {
    if (ended === null) return { outcome: 'unclear', answer: 'it took too long' };
    const { exitCode, signal } = ended;
    if (signal !== null || exitCode === null) {
      return { outcome: 'unclear', answer: `ended by ${signal ?? 'nobody knows what'}` };
    }
    const answer = `exit ${exitCode}`;
    if (exitCode === 0) return { outcome: 'works', answer };
    return { outcome: isRefusal(exitCode) ? 'refused' : 'unclear', answer };
  };
}

function secondsOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= 3000) return Number(text);
  throw new UsageRefused('Give --timeout as seconds, at most 3000.');
}
