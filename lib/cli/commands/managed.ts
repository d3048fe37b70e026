// `keystow managed list`: the console's own secrets, where each is from and how strong; never a value.

import type { Command } from 'commander';
import type { ManagedSecretList, ManagedSecretView } from '@/lib/contracts/managed-secret';
import { atConsoleOrHere } from '../desks/at-console-or-here';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';

const DESCRIPTION = `The secrets that the console itself is configured with: the environment, .env, mounted files, or the cloud
that SECRET_PROVIDER names. Each is told with its source, strength and age; no value is printed.

With KEYSTOW_URL and KEYSTOW_TOKEN a running console answers, and the token needs keys:manage; without them it is the
installation of this folder, beside a stopped console.`;

export function addManaged(program: Command, terminal: Terminal): void {
  const managed = program
    .command('managed')
    .summary('list the console’s own secrets')
    .description(DESCRIPTION);
  withOutput(managed.command('list'))
    .summary('list them with source, strength and age')
    .action(async (options: OutputOptions) => {
      const list = await atConsoleOrHere<ManagedSecretList>(
        (call) => call('GET', '/managed-secrets'),
        async () => (await import('../local/list-managed-locally')).listManagedLocally(),
      );
      outputOf(terminal, options).result(list, list.items.map(lineOf).join('\n'));
    });
}

function lineOf({
  name,
  present,
  fault,
  source,
  strength,
  firstSeenAt,
  sameAs,
}: ManagedSecretView) {
  if (fault !== null) return `${name}  not looked for: ${fault}`;
  if (!present) return `${name}  not set`;
  const age = firstSeenAt === null ? '' : `, first seen ${firstSeenAt.slice(0, 10)}`;
  const shared = sameAs.length > 0 ? `, SHARED with ${sameAs.join(', ')}` : '';
  return `${name}  ${source}, ${strength?.grade}: ${strength?.words}${age}${shared}`;
}
