// `keystow instances …`: database connections, whose addresses are sealed under Fernet.

import type { Command } from 'commander';
import type { Instance, InstanceTest } from '@/lib/contracts/instance';
import { atConsole } from '../desks/at-console-or-here';
import { CommandRefused } from '../command-refused';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { readSecret } from '../read-secret';
import type { Terminal } from '../terminal';

const DESCRIPTION = `Database connections: addresses with their passwords, sealed under Fernet. An address is asked for
at a terminal, or comes on standard input; it is never an argument, and its password is never shown again.

They are kept at a running console: set KEYSTOW_URL and KEYSTOW_TOKEN, or keystow login. The token needs
backends:manage on the organization.`;

export function addInstances(program: Command, terminal: Terminal): void {
  const instances = program
    .command('instances')
    .summary('list, add, test and delete database connections')
    .description(DESCRIPTION);
  withOutput(instances.command('list'))
    .summary('list them: host, port, database, user, last test')
    .action((options: OutputOptions) =>
      atConsole(async (call) => {
        const items = await everyPage<Instance>(call, '/instances');
        const text = items.length === 0 ? 'No databases.' : items.map(instanceText).join('\n');
        outputOf(terminal, options).result({ items }, text);
      }),
    );
  withOutput(instances.command('add <name>'))
    .summary('keep the address of a database')
    .action((name: string, options: OutputOptions) => add(terminal, name, options));
  withOutput(instances.command('test <slug>'))
    .summary('connect to a PostgreSQL; changes nothing there')
    .action((slug: string, options: OutputOptions) => test(terminal, slug, options));
  withOutput(instances.command('delete <slug>'))
    .summary('delete a database connection with its address')
    .action((slug: string, options: OutputOptions) =>
      atConsole(async (call) => {
        await call('DELETE', at(slug));
        outputOf(terminal, options).result({ slug, deleted: true }, `${slug} is deleted.`);
      }),
    );
}

async function add(terminal: Terminal, name: string, options: OutputOptions): Promise<void> {
  const url = await readSecret(terminal, 'Give the address, with its password.');
  await atConsole(async (call) => {
    const text = url.use((bytes) => Buffer.from(bytes).toString('utf8'));
    const made = await call<Instance>('POST', '/instances', { name, url: text });
    outputOf(terminal, options).result(made, instanceText(made));
  });
}

async function test(terminal: Terminal, slug: string, options: OutputOptions): Promise<void> {
  await atConsole(async (call) => {
    const { instance, ok, detail } = await call<InstanceTest>('POST', `${at(slug)}/test`);
    outputOf(terminal, options).result({ instance, ok, detail }, detail);
    if (!ok) throw new CommandRefused('no_connection', `${slug} does not work.`);
  });
}

function instanceText({ slug, kind, host, port, database, username, ...rest }: Instance): string {
  const { test: last, key, tampered } = rest;
  const tested = last ? (last.fault ? 'failed' : 'worked') : 'not tested';
  const standing = tampered ? 'changed outside' : `key ${key.standing}`;
  const leads = `${host}:${port}/${database} as ${username || 'nobody'}`;
  return `${slug}  ${kind ?? 'not opened'}  ${leads}  ${tested}  ${standing}`;
}

function at(slug: string): string {
  return `/instances/${encodeURIComponent(slug)}`;
}
