// `keystow rotation …`: what must be replaced and when, windows, and what is put off.

import type { Command } from 'commander';
import type { ConsoleCall } from '@/lib/client/console-client';
import type { RotationItem, RotationSnooze } from '@/lib/contracts/rotation';
import { ROTATION_STATUSES, SNOOZE_DAYS_MAX } from '@/lib/domain/rotation';
import { atConsole } from '../desks/at-console-or-here';
import { UsageRefused } from '../command-refused';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';
import { pathOfPlace, readDays } from './rotation-arguments';
import { addRotationCheck } from './rotation-check';
import { addRotationReminders } from './rotation-reminders';
import { addRotationRun } from './rotation-run';
import { addRotationWindows } from './rotation-windows';

const DESCRIPTION = `What must be replaced, and when: by windows, by an end of its own, or because it is lost.

It is kept at a running console: set KEYSTOW_URL and KEYSTOW_TOKEN, or keystow login. Listing needs
secrets:list; windows and putting off need rotation:run, for keys of the console keys:manage.`;

interface ListOptions extends OutputOptions {
  readonly scope?: string;
  readonly status?: readonly string[];
  readonly due?: boolean;
}

interface SnoozeOptions extends OutputOptions {
  readonly scope?: string;
  readonly console?: boolean;
  readonly reason?: string;
  readonly days?: string;
  readonly end?: boolean;
}

export function addRotation(program: Command, terminal: Terminal): void {
  const rotation = program
    .command('rotation')
    .summary('list what must be replaced, replace it step by step, set windows')
    .description(DESCRIPTION);
  withOutput(rotation.command('list'))
    .summary('list what must be replaced, what is due first coming first')
    .option('--scope <scope>', 'only what is at and below it: a path, an id, or _platform')
    .option('--status <status...>', `only these: ${ROTATION_STATUSES.join(', ')}`)
    .option('--due', 'only what is overdue, or due within 14 days')
    .action((options: ListOptions) => list(terminal, options));
  withOutput(rotation.command('snooze <key>'))
    .summary('put off a secret, or a key of the console')
    .option('--scope <scope>', 'where the secret is: a path, an id, or _platform')
    .option('--console', 'a key of the console, such as master_key')
    .option('--reason <text>', 'why; needed')
    .option('--days <days>', `for how long, at most ${SNOOZE_DAYS_MAX}; needed`)
    .option('--end', 'take it back: it is due again')
    .action((key: string, options: SnoozeOptions) => snooze(terminal, key, options));
  addRotationRun(rotation, terminal);
  addRotationCheck(rotation, terminal);
  addRotationWindows(rotation, terminal);
  addRotationReminders(rotation, terminal);
}

async function list(
  terminal: Terminal,
  { scope, status, due, ...options }: ListOptions,
): Promise<void> {
  const wanted = status?.join(',') ?? (due ? 'overdue,due' : undefined);
  const query = new URLSearchParams({
    ...(scope === undefined ? {} : { scope }),
    ...(wanted === undefined ? {} : { status: wanted }),
  });
  await atConsole(async (call) => {
    const items = await everyPage<RotationItem>(call, `/rotation?${query}`);
    const text = items.length === 0 ? 'Nothing.' : items.map(itemText).join('\n');
    outputOf(terminal, options).result({ items }, text);
  });
}

function itemText(item: RotationItem): string {
  const { status, scope, key, subject, dueAt, ageDays, windowDays, snooze } = item;
  const window = windowDays === null ? `${ageDays} d` : `${ageDays}/${windowDays} d`;
  const due = dueAt === null ? 'not limited' : `due ${dueAt.slice(0, 10)}`;
  const until = snooze ? `  until ${snooze.until.slice(0, 10)}: ${snooze.reason}` : '';
  return `${status.padEnd(9)}  ${due}  ${window}  ${scope.path}/${subject ?? key}${until}`;
}

async function snooze(terminal: Terminal, key: string, options: SnoozeOptions): Promise<void> {
  const path = snoozePath(key, options);
  const output = outputOf(terminal, options);
  if (options.end) {
    await atConsole(async (call: ConsoleCall) => {
      await call('DELETE', path);
      output.result({ key, snoozed: false }, `${key} is not put off.`);
    });
    return;
  }
  const { reason } = options;
  if (!reason) throw new UsageRefused('Give --reason: why it can wait.');
  const days = readDays('--days', options.days, SNOOZE_DAYS_MAX);
  await atConsole(async (call: ConsoleCall) => {
    const made = await call<RotationSnooze>('POST', path, { reason, days });
    output.result({ key, ...made }, `${key} is put off until ${made.until.slice(0, 16)}Z.`);
  });
}

/** Of a secret of `--scope`, or of a key of the console with `--console`. */
function snoozePath(key: string, { scope, console: ofConsole }: SnoozeOptions): string {
  const named = encodeURIComponent(key);
  if (ofConsole) return `/rotation/console/${named}/snooze`;
  if (scope === undefined) throw new UsageRefused('Give --scope, or --console for its own keys.');
  return `${pathOfPlace(scope)}/secrets/${named}/snooze`;
}
