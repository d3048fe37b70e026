// `keystow integrations …`: external systems with their schemas and configurations, which hold no secrets.

import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { scopeAddress } from '@/lib/client/api';
import type { ConsoleCall } from '@/lib/client/console-client';
import { RequestRefused } from '@/lib/client/request-refused';
import type { Integration } from '@/lib/contracts/integration';
import { atConsole } from '../desks/at-console-or-here';
import { UsageRefused } from '../command-refused';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { placeOf, placeOption } from '../place-option';
import { readJsonObject } from '../read-json';
import type { Terminal } from '../terminal';

const DESCRIPTION = `Integrations: external systems that apps use. Each has a schema and a configuration; a property with
"platformSecret": "NAME" is filled from that secret of the platform at delivery.

They are kept at a running console: set KEYSTOW_URL and KEYSTOW_TOKEN, or keystow login. The token needs
integrations:manage on the scope.`;

interface ScopeOptions extends OutputOptions {
  readonly scope: string;
}

interface SetOptions extends ScopeOptions {
  readonly name?: string;
  readonly description?: string;
  readonly schema?: string;
  readonly config?: string;
  readonly ifVersion?: number;
}

export function addIntegrations(program: Command, terminal: Terminal): void {
  const integrations = program
    .command('integrations')
    .summary('list, set and delete integrations')
    .description(DESCRIPTION);
  withOutput(integrations.command('list'))
    .summary('list the integrations of a scope, and which platform secrets they lack')
    .addOption(placeOption())
    .action((options: ScopeOptions) => {
      const path = integrationsAt(options.scope);
      return atConsole(async (call) => {
        const items = await everyPage<Integration>(call, path);
        const text = items.length === 0 ? 'No integrations.' : items.map(lineOf).join('\n');
        outputOf(terminal, options).result({ items }, text);
      });
    });
  withOutput(integrations.command('set <slug>'))
    .summary('make an integration, or the next version of it; what is left out stays')
    .addOption(placeOption())
    .option('--name <name>', 'what people call it; of a new one, left out: its slug')
    .option('--description <text>', 'what it is for')
    .option('--schema <file>', 'its JSON Schema 2020-12; - for standard input')
    .option('--config <file>', 'its configuration as JSON, without what is filled')
    .option('--if-version <n>', 'only if it has that version now', versionOf)
    .action((slug: string, options: SetOptions) => set(terminal, slug, options));
  withOutput(integrations.command('delete <slug>'))
    .summary('delete an integration')
    .addOption(placeOption())
    .action((slug: string, options: ScopeOptions) => {
      const path = `${integrationsAt(options.scope)}/${encodeURIComponent(slug)}`;
      return atConsole(async (call) => {
        await call('DELETE', path);
        const facts = { slug, scope: options.scope, deleted: true };
        outputOf(terminal, options).result(facts, `${slug} is deleted.`);
      });
    });
}

async function set(terminal: Terminal, slug: string, options: SetOptions): Promise<void> {
  const { name, description, schema, config, ifVersion } = options;
  const path = integrationsAt(options.scope);
  if (schema === '-' && config === '-') {
    throw new UsageRefused('Standard input holds one of them: give the other as a file.');
  }
  const given = {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(schema && { configSchema: await readJsonObject(terminal, '--schema', schema) }),
    ...(config && { config: await readJsonObject(terminal, '--config', config) }),
  };
  await atConsole(async (call) => {
    const known = await isKnown(call, `${path}/${encodeURIComponent(slug)}`);
    if (!known && !schema) throw new UsageRefused('Give --schema: there is none of that slug yet.');
    const made = known
      ? await call<Integration>('PATCH', `${path}/${encodeURIComponent(slug)}`, {
          ...given,
          ...(ifVersion === undefined ? {} : { ifVersion }),
        })
      : await call<Integration>('POST', path, { slug, name: slug, config: {}, ...given });
    outputOf(terminal, options).result(made, lineOf(made));
  });
}

async function isKnown(call: ConsoleCall, path: string): Promise<boolean> {
  try {
    await call('GET', path);
    return true;
  } catch (error) {
    if (error instanceof RequestRefused && error.code === 'not_found') return false;
    throw error;
  }
}

function integrationsAt(scope: string): string {
  const { kind, id } = placeOf(scope);
  return `${scopeAddress({ kind, scopePath: id })}/integrations`;
}

function lineOf({ slug, version, deliveredAs, fills }: Integration): string {
  const lacking = fills.filter(({ state }) => state !== 'ready');
  const names = [...new Set(lacking.map(({ platformSecret }) => platformSecret))];
  const standing = names.length === 0 ? 'complete' : `lacks ${names.join(', ')} of the platform`;
  return `${slug}  version ${version}  ${deliveredAs}  ${standing}`;
}

function versionOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number.');
}
