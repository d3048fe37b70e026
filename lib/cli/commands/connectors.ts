// `keystow connectors …`: where values live outside, and with which credentials they are fetched.

import type { Command } from 'commander';
import type { ConsoleCall } from '@/lib/client/console-client';
import type { Connector } from '@/lib/contracts/connector';
import { EXTERNAL_BACKENDS } from '@/lib/domain/backend';
import type { ExternalBackend } from '@/lib/domain/backend';
import { credentialFields } from '@/lib/domain/connector-fields';
import { atConsole } from '../desks/at-console-or-here';
import { UsageRefused } from '../command-refused';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { placeOf, placeOption } from '../place-option';
import { readCredentials } from '../read-credentials';
import type { Terminal } from '../terminal';
import { connectorText } from './connector-text';

const DESCRIPTION = `Connectors: the backends in which values live outside of the console. Each serves its scope and those below.
Kinds are ${EXTERNAL_BACKENDS.join(', ')}. Credentials are asked for at a terminal, or come on standard input as a JSON object
of texts (where there is one only, as its text); they are never arguments and never shown again.

They are kept at a running console: set KEYSTOW_URL and KEYSTOW_TOKEN, or keystow login. The token needs
backends:manage on the scope; what it makes waits for approval unless it has that on the organization.`;

interface ListOptions extends OutputOptions {
  readonly scope: string;
}

interface GivenOptions extends OutputOptions {
  readonly name?: string;
  readonly set?: readonly string[];
  readonly allow?: readonly string[];
  readonly writable?: boolean;
}

interface AddOptions extends GivenOptions {
  readonly scope: string;
}

interface ChangeOptions extends GivenOptions {
  readonly credentials?: boolean;
}

export function addConnectors(program: Command, terminal: Terminal): void {
  const connectors = program
    .command('connectors')
    .summary('list, add, change, approve, test and delete connectors to backends')
    .description(DESCRIPTION);
  withOutput(connectors.command('list'))
    .summary('list the connectors that serve a scope, and those below it')
    .addOption(placeOption())
    .action((options: ListOptions) =>
      atConsole(async (call) => {
        const { kind, id } = placeOf(options.scope);
        const query = new URLSearchParams({ scope: id, scopeKind: kind });
        const items = await everyPage<Connector>(call, `/connectors?${query}`);
        const text = items.length === 0 ? 'No connectors.' : items.map(connectorText).join('\n');
        outputOf(terminal, options).result({ items }, text);
      }),
    );
  withGiven(connectors.command('add <kind> <slug>'))
    .summary('make a connector')
    .addOption(placeOption())
    .action((kind: string, slug: string, options: AddOptions) =>
      add(terminal, kind, slug, options),
    );
  withGiven(connectors.command('change <slug>'))
    .summary('change a connector; what is left out stays')
    .option('--no-writable', 'only read from now on')
    .option('--credentials', 'ask for its credentials anew, as other settings need')
    .action((slug: string, options: ChangeOptions) => change(terminal, slug, options));
  withOutput(connectors.command('approve <slug>'))
    .summary('approve where a connector leads; needs backends:manage on the organization')
    .action((slug: string, options: OutputOptions) =>
      atConsole(async (call) => {
        const { version } = await call<Connector>('GET', at(slug));
        const done = await call<Connector>('POST', `${at(slug)}/approve`, { version });
        outputOf(terminal, options).result(done, connectorText(done));
      }),
    );
  withOutput(connectors.command('test <slug>'))
    .summary('say what a connector can and cannot do; changes nothing there')
    .action((slug: string, options: OutputOptions) => test(terminal, slug, options));
  withOutput(connectors.command('delete <slug>'))
    .summary('delete a connector with its credentials')
    .action((slug: string, options: OutputOptions) =>
      atConsole(async (call) => {
        await call('DELETE', at(slug));
        outputOf(terminal, options).result({ slug, deleted: true }, `${slug} is deleted.`);
      }),
    );
}

function withGiven(command: Command): Command {
  return withOutput(command)
    .option('--name <name>', 'what people call it; of a new one, left out: its slug')
    .option('--set <setting=value...>', 'such as region=eu-central-1 or address=https://…')
    .option('--allow <glob...>', 'the references it may fetch; left out: all its credentials reach')
    .option('--writable', 'the console may write values there');
}

async function add(
  terminal: Terminal,
  kind: string,
  slug: string,
  options: AddOptions,
): Promise<void> {
  const known = EXTERNAL_BACKENDS.find((one) => one === kind);
  if (!known) throw new UsageRefused(`A kind is one of ${EXTERNAL_BACKENDS.join(', ')}.`);
  const settings = { ...DEFAULTS[known], ...settingsOf(options.set) };
  const credentials = await readCredentials(terminal, credentialFields(known, settings));
  const { kind: scopeKind, id } = placeOf(options.scope);
  const { name = slug, allow: allowed, writable } = options;
  await atConsole(async (call) => {
    const scope = { kind: scopeKind, id };
    const body = { kind, slug, name, scope, settings, allowed, writable, credentials };
    const made = await call<Connector>('POST', '/connectors', body);
    outputOf(terminal, options).result(made, connectorText(made));
  });
}

async function change(terminal: Terminal, slug: string, options: ChangeOptions): Promise<void> {
  const { name, set, allow: allowed, writable } = options;
  await atConsole(async (call: ConsoleCall) => {
    const { kind, settings: before, version } = await call<Connector>('GET', at(slug));
    const settings = { ...before, ...settingsOf(set) };
    const credentials = options.credentials
      ? await readCredentials(terminal, credentialFields(kind, settings))
      : undefined;
    const given = { name, allowed, writable, credentials, ...(set ? { settings } : {}) };
    const body = { ...given, ifVersion: version };
    const changed = await call<Connector>('PATCH', at(slug), body);
    outputOf(terminal, options).result(changed, connectorText(changed));
  });
}

async function test(terminal: Terminal, slug: string, options: OutputOptions): Promise<void> {
  await atConsole(async (call) => {
    const tested = await call<Connector>('POST', `${at(slug)}/test`);
    const steps = tested.test?.steps ?? [];
    const lines = steps.map(({ name, ok, detail }) => `${wordOf(ok)}  ${name}: ${detail}`);
    outputOf(terminal, options).result(tested, lines.join('\n'));
  });
}

/** What most people mean. */
const DEFAULTS: Readonly<Record<ExternalBackend, Readonly<Record<string, string>>>> = {
  aws: { identity: 'credentials' },
  gcp: { identity: 'credentials' },
  vault: { auth: 'token' },
  env: { source: 'process' },
};

function wordOf(ok: boolean | null): string {
  return ok === null ? 'not tried' : ok ? 'worked   ' : 'FAILED   ';
}

function settingsOf(given: readonly string[] = []): Record<string, string> {
  const pairs = given.map((text) => {
    const cut = text.indexOf('=');
    if (cut < 1) throw new UsageRefused('Give settings as NAME=VALUE.');
    return [text.slice(0, cut), text.slice(cut + 1)] as const;
  });
  return Object.fromEntries(pairs);
}

function at(slug: string): string {
  return `/connectors/${encodeURIComponent(slug)}`;
}
