// `keystow audit webhooks …`: where the checkpoints of a log are posted.

import type { Command } from 'commander';
import type {
  CheckpointWebhookList,
  CheckpointWebhookView,
} from '@/lib/contracts/checkpoint-webhook';
import { postFailureText } from '@/lib/domain/post-failure';
import { atConsole } from '../desks/at-console-or-here';
import { CommandRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';
import { logOption } from './log-option';

interface Options extends OutputOptions {
  readonly log: string;
}

export function addAuditWebhooks(audit: Command, terminal: Terminal): void {
  const webhooks = audit
    .command('webhooks')
    .summary('where checkpoints are posted')
    .description('Addresses that get each new checkpoint as text, so that somebody else keeps it.');
  withOutput(webhooks.command('list'))
    .summary('where checkpoints are posted, and how that goes')
    .addOption(logOption())
    .action((options: Options) =>
      atConsole(async (call) => {
        const list = await call<CheckpointWebhookList>('GET', `/audit/webhooks?log=${options.log}`);
        const text = list.items.map(line).join('\n') || 'Checkpoints are posted nowhere.';
        outputOf(terminal, options).result(list, text);
      }),
    );
  withOutput(webhooks.command('add <url>'))
    .summary('post checkpoints to an address from now on')
    .addOption(logOption())
    .action((url: string, options: Options) =>
      atConsole(async (call) => {
        const body = { url, log: options.log };
        const made = await call<CheckpointWebhookView>('POST', '/audit/webhooks', body);
        outputOf(terminal, options).result(made, line(made));
      }),
    );
  withOutput(webhooks.command('remove <id>'))
    .summary('post no more to an address')
    .addOption(logOption())
    .action((id: string, options: Options) =>
      atConsole(async (call) => {
        await call('DELETE', `${addressOf(id)}?log=${options.log}`);
        outputOf(terminal, options).result({ id }, `${id} is removed.`);
      }),
    );
  withOutput(webhooks.command('post <id>'))
    .summary('sign the log as it is and post that now')
    .addOption(logOption())
    .action((id: string, options: Options) =>
      atConsole(async (call) => {
        const body = { log: options.log };
        const tried = await call<CheckpointWebhookView>('POST', `${addressOf(id)}/post`, body);
        outputOf(terminal, options).result(tried, line(tried));
        if (tried.failure !== null) throw new CommandRefused('not_posted', 'It was not taken.');
      }),
    );
}

function addressOf(id: string): string {
  return `/audit/webhooks/${encodeURIComponent(id)}`;
}

function line({ id, url, postedSize, postedAt, failure, failures }: CheckpointWebhookView): string {
  const last = postedAt === null ? 'nothing posted yet' : `${postedSize} events at ${postedAt}`;
  const now = failure === null ? '' : `   failed ${failures} times: ${postFailureText(failure)}`;
  return `${id}   ${url}   ${last}${now}`;
}
