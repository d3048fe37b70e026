// `keystow secrets …`: names and metadata listed, values put in, never taken out.

import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { SecretSummary } from '@/lib/contracts/secret';
import { BACKENDS, CATEGORIES, SECRET_TYPES } from '@/lib/domain/secret-kinds';
import type { SecretType } from '@/lib/domain/secret-kinds';
import { DELIVERIES } from '@/lib/domain/secret-types';
import { atConsole } from '../desks/at-console-or-here';
import { UsageRefused } from '../command-refused';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { placeOption } from '../place-option';
import type { Terminal } from '../terminal';
import { addSecretsCheck } from './secrets-check';
import { addSecretsImport } from './secrets-import';
import { addSecretsStaged } from './secrets-staged';
import { addSecretsTransfer } from './secrets-transfer';
import { givenValue } from './given-value';
import { secretsAt } from './secrets-path';

const DESCRIPTION = `Secrets of one scope. Values are read from standard input or a hidden prompt and come out
nowhere but in what keystow run starts.

They are kept at a running console: set KEYSTOW_URL and KEYSTOW_TOKEN, or keystow login.`;

const EXAMPLES = `
Examples:
  keystow secrets set STRIPE_KEY --scope payments.production.billing < key.txt
  keystow secrets set DB_URL --scope payments --backend aws --reference 'prod/db?key=url'
  keystow secrets set TLS_KEY --scope payments --deliver file --binary < tls.pem`;

interface ScopeOptions extends OutputOptions {
  readonly scope: string;
}

interface SetOptions extends ScopeOptions {
  readonly type?: SecretType;
  readonly category?: string;
  readonly description?: string;
  readonly deliver?: string;
  readonly reason?: string;
  readonly ifVersion?: number;
  readonly binary?: boolean;
  readonly backend?: string;
  readonly reference?: string;
  readonly connector?: string;
  readonly write?: boolean;
}

export function addSecrets(program: Command, terminal: Terminal): void {
  const secrets = program
    .command('secrets')
    .summary('list names, set, delete, import and transfer secrets')
    .description(DESCRIPTION);
  addSet(secrets, terminal);
  withOutput(secrets.command('list'))
    .summary('list names, versions and when they changed')
    .addOption(placeOption())
    .action((options: ScopeOptions) => {
      const path = secretsAt(options.scope);
      return atConsole(async (call) => {
        const items = await everyPage<SecretSummary>(call, path);
        const keys = items.map(({ key }) => key);
        const text = items.length === 0 ? 'No secrets.' : items.map(secretText).join('\n');
        outputOf(terminal, options).result({ items, keys }, text);
      });
    });
  withOutput(secrets.command('delete <name>'))
    .summary('move a secret to the bin, for 30 days')
    .addOption(placeOption())
    .option('--confirm', 'also where aliases deliver its value')
    .option('--at-backend', 'delete the value at its external backend as well')
    .action((name: string, options: ScopeOptions & { confirm?: boolean; atBackend?: boolean }) => {
      const path = `${secretsAt(options.scope)}/${encodeURIComponent(name)}`;
      const query = new URLSearchParams({
        ...(options.confirm && { confirm: name }),
        ...(options.atBackend && { backend: 'true' }),
      });
      return atConsole(async (call) => {
        await call('DELETE', query.size > 0 ? `${path}?${query}` : path);
        const facts = { key: name, scope: options.scope, deleted: true };
        outputOf(terminal, options).result(facts, `${name} is in the bin.`);
      });
    });
  addSecretsImport(secrets, terminal);
  addSecretsStaged(secrets, terminal);
  addSecretsCheck(secrets, terminal);
  addSecretsTransfer(secrets, terminal);
}

function addSet(secrets: Command, terminal: Terminal): void {
  withOutput(secrets.command('set <name>'))
    .summary('create a secret or replace its value, from standard input or a hidden prompt')
    .description(
      'One line break at the end of standard input is no part of the value, unless --binary. A type that has parts takes them as one JSON object.',
    )
    .addOption(placeOption())
    .addOption(new Option('--type <type>', 'what it is').choices(SECRET_TYPES))
    .addOption(new Option('--category <category>', 'whom it concerns').choices(CATEGORIES))
    .addOption(new Option('--deliver <form>', 'how a process gets it').choices(DELIVERIES))
    .option('--description <text>', 'what it is for; never a value')
    .option('--reason <text>', 'why it changes, for the audit log')
    .option('--if-version <n>', 'only if it has that version now; 0: only if it is new', versionOf)
    .option('--binary', 'the bytes of standard input as they are')
    .addOption(new Option('--backend <backend>', 'where its value lives').choices(BACKENDS))
    .option('--reference <place>', 'where the backend keeps it, such as prod/db?key=password')
    .option('--connector <slug>', 'through which, where several of the backend are in reach')
    .option('--write', 'with --reference: read a value, and write it there first')
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments()
    .action((name: string, options: SetOptions, { args }: Command) => {
      // It is in the history of a shell by now, and in the list of processes.
      if (args.length > 1 || name.includes('=')) {
        throw new UsageRefused(
          'A value is read from standard input, never from the command: give the name alone. One that was typed there is in the history of the shell.',
        );
      }
      return set(terminal, name, options);
    });
}

async function set(terminal: Terminal, key: string, options: SetOptions): Promise<void> {
  const path = secretsAt(options.scope);
  const { type, category, description, deliver, reason, ifVersion } = options;
  const { backend, reference, connector } = options;
  const fields = { key, type, category, description, delivery: deliver, reason, ifVersion };
  // What is only referred to is not asked for.
  const asks = reference === undefined || options.write === true;
  const read = asks ? await givenValue(terminal, key, options) : {};
  const given = { backend, reference, connector, ...read };
  await atConsole(async (call) => {
    const made = await call<SecretSummary>('POST', path, { ...fields, ...given });
    const text = `${made.key} has version ${made.version} in ${made.scope.path}.${waitsText(made)}`;
    outputOf(terminal, options).result(made, text);
  });
}

function waitsText({ connector }: SecretSummary): string {
  if (!connector || connector.approved) return '';
  return ` Nothing is fetched until the connector ${connector.slug} is approved.`;
}

function secretText({ key, version, type, updatedAt, updatedBy }: SecretSummary): string {
  const now = version === null ? 'no value' : `v${version}`;
  return `${key}  ${now}  ${type}  ${updatedAt.slice(0, 16)}Z  ${updatedBy}`;
}

function versionOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give the number of a version.');
}
