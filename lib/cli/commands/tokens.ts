// `keystow tokens …`: machine tokens seen and revoked from the command line.

import type { Command } from 'commander';
import type { TokenSummary } from '@/lib/contracts/token';
import { atConsole } from '../desks/at-console-or-here';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';

const DESCRIPTION = `Machine tokens, by which programs speak to the console.

They are listed and revoked at a running console: set KEYSTOW_URL and KEYSTOW_TOKEN, or keystow login. They
are made in the console by a person, not by another token.`;

export function addTokens(program: Command, terminal: Terminal): void {
  const tokens = program
    .command('tokens')
    .summary('see and revoke machine tokens')
    .description(DESCRIPTION);
  withOutput(tokens.command('list'))
    .summary('list the tokens that may be seen, oldest first')
    .action((options: OutputOptions) =>
      atConsole(async (call) => {
        const items = await everyPage<TokenSummary>(call, '/tokens');
        const text = items.length === 0 ? 'No tokens.' : items.map(tokenText).join('\n');
        outputOf(terminal, options).result({ items }, text);
      }),
    );
  withOutput(tokens.command('revoke <id>'))
    .summary('revoke a token at once')
    .description('Revoke a token at once. What runs with it keeps running with what it has.')
    .action((id: string, options: OutputOptions) =>
      atConsole(async (call) => {
        await call('DELETE', `/tokens/${encodeURIComponent(id)}`);
        outputOf(terminal, options).result({ id, revoked: true }, `${id} is revoked.`);
      }),
    );
}

function tokenText({ id, name, scope, expiresAt, revokedAt, lastUsedAt }: TokenSummary): string {
  const state = revokedAt ? 'revoked' : expiresAt ? `ends ${expiresAt.slice(0, 16)}Z` : 'no end';
  const used = lastUsedAt ? `used ${lastUsedAt.slice(0, 16)}Z` : 'never used';
  return `${id}  ${scope.path}  ${state}  ${used}  ${name}`;
}
