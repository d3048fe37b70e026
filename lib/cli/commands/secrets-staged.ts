// `keystow secrets stage|promote|discard`: a value that waits beside the current one.

import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { SecretSummary } from '@/lib/contracts/secret';
import { atConsole } from '../desks/at-console-or-here';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { placeOption } from '../place-option';
import type { Terminal } from '../terminal';
import { givenValue } from './given-value';
import type { GivenOptions } from './given-value';
import { secretsAt } from './secrets-path';

interface StageOptions extends OutputOptions, GivenOptions {
  readonly scope: string;
  readonly reason?: string;
}

interface VersionOptions extends OutputOptions {
  readonly scope: string;
  readonly version: number;
}

export function addSecretsStaged(secrets: Command, terminal: Terminal): void {
  withOutput(secrets.command('stage <name>'))
    .summary('seal a value beside the current one, from standard input or a hidden prompt')
    .description('Only runs that ask for staged versions (keystow run --stage) are handed it.')
    .addOption(placeOption())
    .option('--reason <text>', 'why it changes, for the audit log')
    .option('--binary', 'the bytes of standard input as they are')
    .option('--parts', 'standard input is one JSON object, of a type that has parts')
    .action(async (name: string, options: StageOptions) => {
      const path = `${pathOf(name, options)}/staged`;
      const body = { ...(await givenValue(terminal, name, options)), reason: options.reason };
      await atConsole(async (call) => {
        const staged = await call<SecretSummary>('POST', path, body);
        outputOf(terminal, options).result(staged, `${name} has a staged version.`);
      });
    });
  const withVersion = (verb: string) =>
    withOutput(secrets.command(`${verb} <name>`))
      .addOption(placeOption())
      .requiredOption('--version <n>', 'the staged version, as it was looked at', versionOf);
  withVersion('promote')
    .summary('make the staged version of a secret current')
    .action((name: string, options: VersionOptions) =>
      atConsole(async (call) => {
        const { version } = options;
        const path = `${pathOf(name, options)}/promote`;
        const now = await call<SecretSummary>('POST', path, { version });
        outputOf(terminal, options).result(now, `Version ${version} of ${name} is current.`);
      }),
    );
  withVersion('discard')
    .summary('retire the staged version of a secret')
    .action((name: string, options: VersionOptions) =>
      atConsole(async (call) => {
        const { version } = options;
        await call('POST', `${pathOf(name, options)}/discard`, { version });
        const facts = { key: name, version, discarded: true };
        outputOf(terminal, options).result(facts, `Version ${version} of ${name} is retired.`);
      }),
    );
}

function pathOf(name: string, { scope }: { readonly scope: string }): string {
  return `${secretsAt(scope)}/${encodeURIComponent(name)}`;
}

function versionOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give the number of a version.');
}
