// `keystow rotation check …`: by which request the value of a secret is tried.

import { Option } from 'commander';
import type { Command } from 'commander';
import type { ConsoleCall } from '@/lib/client/console-client';
import { RequestRefused } from '@/lib/client/request-refused';
import type { SetCheckInput, VerificationCheck } from '@/lib/contracts/destination';
import { CHECK_METHODS, CHECK_PLACEMENTS } from '@/lib/domain/trial-check';
import { atConsole } from '../desks/at-console-or-here';
import { UsageRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { placeOption } from '../place-option';
import { readSecret } from '../read-secret';
import type { Terminal } from '../terminal';
import { pathOfPlace } from './rotation-arguments';

const DESCRIPTION = `By which request the console tries the value of a secret in a rotation: one request to an approved
destination. Setting and removing need rotation:run and secrets:write.`;

const OF_VALUE = `A check that leads to another host than the one before, be that removed, needs the current value: it
is asked for on a terminal, and read from standard input with --with-value.`;

interface CheckOptions extends OutputOptions {
  readonly scope: string;
}

interface SetOptions extends CheckOptions {
  readonly destination: string;
  readonly path: string;
  readonly method?: SetCheckInput['method'];
  readonly placement?: SetCheckInput['placement'];
  readonly placementName?: string;
  readonly works?: number[];
  readonly refuses?: number[];
  readonly withValue?: boolean;
}

export function addRotationCheck(rotation: Command, terminal: Terminal): void {
  const check = rotation
    .command('check')
    .summary('say by which request a value is tried')
    .description(DESCRIPTION);
  withOutput(check.command('show <name>'))
    .summary('show the check of a secret')
    .addOption(placeOption())
    .action((name: string, { scope, ...options }: CheckOptions) =>
      atConsole(async (call) => {
        const set = await call<VerificationCheck | null>('GET', pathOf(scope, name));
        const text = set ? checkText(set) : `${name} has no check.`;
        outputOf(terminal, options).result({ key: name, check: set }, text);
      }),
    );
  addSet(check, terminal);
  withOutput(check.command('remove <name>'))
    .summary('take the check of a secret away')
    .addOption(placeOption())
    .action((name: string, { scope, ...options }: CheckOptions) =>
      atConsole(async (call) => {
        await call('DELETE', pathOf(scope, name));
        outputOf(terminal, options).result({ key: name, check: null }, `${name} has no check.`);
      }),
    );
}

function addSet(check: Command, terminal: Terminal): void {
  withOutput(check.command('set <name>'))
    .summary('set the check of a secret; what is left out is as at the beginning')
    .description(OF_VALUE)
    .addOption(placeOption())
    .requiredOption('--destination <id>', 'where to: dst_…, of the scope of the secret or above')
    .requiredOption('--path <path>', 'as /v1/balance, with its query; it holds no value')
    .addOption(new Option('--method <method>', 'GET where left out').choices(CHECK_METHODS))
    .addOption(new Option('--placement <where>', 'bearer where left out').choices(CHECK_PLACEMENTS))
    .option('--placement-name <name>', 'the user of basic, or the name of the header')
    .option('--works <statuses>', 'as 200,204; left out: 200 to 299', statusesOf)
    .option('--refuses <statuses>', 'as 401,403, which is what holds where left out', statusesOf)
    .option('--with-value', 'the current value, from standard input or a hidden prompt')
    .action((name: string, options: SetOptions) => set(terminal, name, options));
}

async function set(
  terminal: Terminal,
  name: string,
  { scope, withValue, ...options }: SetOptions,
): Promise<void> {
  const { destination, method, path, placement, placementName, works, refuses } = options;
  const body = { destination, method, path, placement, placementName, works, refuses };
  const ask = () => readSecret(terminal, `Give the current value of ${name}.`);
  const given = withValue ? await ask() : undefined;
  await atConsole(async (call) => {
    const at = pathOf(scope, name);
    const now = await put(call, at, body, given).catch(async (error: unknown) => {
      if (!terminal.interactive || given || !needsValue(error)) throw error;
      return put(call, at, body, await ask());
    });
    outputOf(terminal, options).result(now, checkText(now));
  });
}

type Given = Awaited<ReturnType<typeof readSecret>>;

function put(call: ConsoleCall, at: string, body: SetCheckInput, given: Given | undefined) {
  const value = given?.use((bytes) => new TextDecoder().decode(bytes));
  return call<VerificationCheck>('PUT', at, { ...body, value });
}

function needsValue(error: unknown): boolean {
  return (
    error instanceof RequestRefused && error.issues.some(({ code }) => code === 'value_needed')
  );
}

function pathOf(scope: string, name: string): string {
  return `${pathOfPlace(scope)}/secrets/${encodeURIComponent(name)}/check`;
}

function statusesOf(text: string): number[] {
  const statuses = text.split(',').map(Number);
  if (statuses.every((one) => Number.isInteger(one) && one >= 100 && one <= 599)) return statuses;
  throw new UsageRefused('Give statuses as numbers from 100 to 599, divided by commas.');
}

function checkText(check: VerificationCheck): string {
  const { destination, method, path, placement, placementName, works, refuses } = check;
  const where = placementName === null ? placement : `${placement} ${placementName}`;
  const answers = `works ${works.join(',') || '200-299'}  refuses ${refuses.join(',') || '401,403'}`;
  const at = `${method} ${destination.origin}${path}`;
  return `${at}  ${where}  ${answers}  destination ${destination.state}`;
}
