// `keystow rotation reminders …`: who is told what is due, by which webhooks, and what did not arrive.

import type { Command } from 'commander';
import type {
  MadeReminderHook,
  ReminderHookList,
  ReminderHookView,
  ReminderView,
} from '@/lib/contracts/reminder';
import { postFailureText } from '@/lib/domain/post-failure';
import { atConsole } from '../desks/at-console-or-here';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { placeOption } from '../place-option';
import type { Terminal } from '../terminal';
import { pathOfPlace } from './rotation-arguments';

const DESCRIPTION = `Who is told what must be replaced: 14 days before, when it is overdue, and a week later.

Webhooks of a scope and of those above it are told all of it, signed as Standard Webhooks have it.
Needs integrations:manage; names of secrets leave the console by a webhook, never values.`;

interface PlaceOptions extends OutputOptions {
  readonly scope: string;
}

export function addRotationReminders(rotation: Command, terminal: Terminal): void {
  const reminders = rotation
    .command('reminders')
    .summary('list reminders, look after the webhooks they are posted to')
    .description(DESCRIPTION);
  withOutput(reminders.command('list'))
    .summary('list reminders about secrets of a scope, those that were given up first')
    .addOption(placeOption())
    .action(({ scope, ...options }: PlaceOptions) =>
      atConsole(async (call) => {
        const items = await everyPage<ReminderView>(call, `${pathOfPlace(scope)}/reminders`);
        const text = items.length === 0 ? 'Nothing.' : items.map(reminderText).join('\n');
        outputOf(terminal, options).result({ items }, text);
      }),
    );
  withOutput(reminders.command('hooks'))
    .summary('list the webhooks of a scope')
    .addOption(placeOption())
    .action(({ scope, ...options }: PlaceOptions) =>
      atConsole(async (call) => {
        const path = `${pathOfPlace(scope)}/reminder-hooks`;
        const { items, mail } = await call<ReminderHookList>('GET', path);
        const post = mail ? 'Owners are mailed.' : 'Nobody is mailed: SMTP_URL is not set.';
        outputOf(terminal, options).result(
          { items, mail },
          [...items.map(hookText), post].join('\n'),
        );
      }),
    );
  withOutput(reminders.command('hook-add <url>'))
    .summary('post reminders to an address; its signing secret is printed this once')
    .addOption(placeOption())
    .action((url: string, { scope, ...options }: PlaceOptions) =>
      atConsole(async (call) => {
        const path = `${pathOfPlace(scope)}/reminder-hooks`;
        const made = await call<MadeReminderHook>('POST', path, { url });
        const output = outputOf(terminal, options);
        output.note(`${made.hook.id} is told by name what is due. Keep its signing secret:`);
        output.result(made, made.secret);
      }),
    );
  withOutput(reminders.command('hook-test <id>'))
    .summary('post a test; a webhook that takes it is in service again')
    .addOption(placeOption())
    .action((id: string, { scope, ...options }: PlaceOptions) =>
      atConsole(async (call) => {
        const path = `${pathOfPlace(scope)}/reminder-hooks/${encodeURIComponent(id)}/test`;
        const tested = await call<ReminderHookView>('POST', path);
        outputOf(terminal, options).result(tested, hookText(tested));
      }),
    );
  withOutput(reminders.command('hook-remove <id>'))
    .summary('post no reminders there any more; what waits for it goes with it')
    .addOption(placeOption())
    .action((id: string, { scope, ...options }: PlaceOptions) =>
      atConsole(async (call) => {
        await call('DELETE', `${pathOfPlace(scope)}/reminder-hooks/${encodeURIComponent(id)}`);
        outputOf(terminal, options).result({ id }, `${id} is removed.`);
      }),
    );
  withOutput(reminders.command('retry <id>'))
    .summary('try a reminder again that was given up')
    .addOption(placeOption())
    .action((id: string, { scope, ...options }: PlaceOptions) =>
      atConsole(async (call) => {
        await call('POST', `${pathOfPlace(scope)}/reminders/${encodeURIComponent(id)}/retry`);
        outputOf(terminal, options).result({ id, waiting: true }, `${id} is tried again.`);
      }),
    );
}

function hookText({ id, url, inService, failure }: ReminderHookView): string {
  const failed = failure === null ? 'well' : postFailureText(failure);
  return `${id}  ${url}  ${inService ? failed : `out of service: ${failed}`}`;
}

function reminderText(reminder: ReminderView): string {
  const { id, state, stage, scope, key, version, hook, email, failure } = reminder;
  const why = failure === null ? '' : `  ${postFailureText(failure)}`;
  return `${id}  ${state.padEnd(7)}  ${stage.padEnd(9)}  ${scope}/${key ?? '…'} v${version}  to ${hook ?? email}${why}`;
}
