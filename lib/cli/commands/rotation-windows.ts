// `keystow rotation windows …`: how old secrets may get, in a scope, by type, or one by one.

import type { Command } from 'commander';
import type { RotationWindow, RotationWindowList } from '@/lib/contracts/rotation';
import { WINDOW_DAYS_MAX } from '@/lib/domain/rotation';
import { atConsole } from '../desks/at-console-or-here';
import { everyPage } from '../every-page';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { placeOption } from '../place-option';
import type { Terminal } from '../terminal';
import { pathOfPlace, readDays } from './rotation-arguments';

const DESCRIPTION = `How old secrets may get. The strictest window holds. One of more days than hold already is looser:
people ask for it and sign it in the console, a token does neither.`;

interface PlaceOptions extends OutputOptions {
  readonly scope: string;
}

interface SetOptions extends PlaceOptions {
  readonly key?: string;
  readonly type?: string;
  readonly console?: string;
  readonly reason?: string;
}

export function addRotationWindows(rotation: Command, terminal: Terminal): void {
  const windows = rotation
    .command('windows')
    .summary('list, set and end rotation windows')
    .description(DESCRIPTION);
  withOutput(windows.command('list'))
    .summary('list the windows that apply in a scope, and what holds there')
    .addOption(placeOption())
    .action(({ scope, ...options }: PlaceOptions) => {
      const path = `${pathOfPlace(scope)}/rotation-windows`;
      return atConsole(async (call) => {
        const items = await everyPage<RotationWindow>(call, path);
        const { present } = await call<RotationWindowList>('GET', `${path}?limit=1`);
        const holding = present
          .filter(({ days }) => days !== null)
          .map(({ type, days }) => `${type ?? 'every type'} ${days} d`);
        const text = [...items.map(windowText), `Holding: ${holding.join(', ')}`].join('\n');
        outputOf(terminal, options).result({ items, present }, text);
      });
    });
  withOutput(windows.command('set <days>'))
    .summary('set how old secrets may get; without --key, --type and --console: all of the scope')
    .addOption(placeOption())
    .option('--key <name>', 'one secret of the scope')
    .option('--type <type>', 'secrets of one type, such as api_key')
    .option('--console <key>', 'a key of the console, such as master_key, with --scope _platform')
    .option('--reason <text>', 'why')
    .action((days: string, options: SetOptions) => set(terminal, days, options));
  withOutput(windows.command('end <id>'))
    .summary('end a window, or take back one that was asked for')
    .addOption(placeOption())
    .action((id: string, { scope, ...options }: PlaceOptions) => {
      const path = `${pathOfPlace(scope)}/rotation-windows/${encodeURIComponent(id)}`;
      return atConsole(async (call) => {
        await call('DELETE', path);
        outputOf(terminal, options).result({ id, ended: true }, `${id} has ended.`);
      });
    });
}

async function set(
  terminal: Terminal,
  text: string,
  { scope, key, type, console: subject, reason, ...options }: SetOptions,
): Promise<void> {
  const path = `${pathOfPlace(scope)}/rotation-windows`;
  const days = readDays('the window', text, WINDOW_DAYS_MAX);
  const body = { key, type, subject, days, reason };
  await atConsole(async (call) => {
    const made = await call<RotationWindow>('POST', path, body);
    outputOf(terminal, options).result(made, windowText(made));
  });
}

function windowText(window: RotationWindow): string {
  const { id, scope, key, type, subject, days, state, looser, endsAt, setBy } = window;
  const of = key ?? subject ?? type ?? 'every type';
  const kind = looser ? `looser, until ${endsAt?.slice(0, 10) ?? 'signed'}` : 'stricter';
  const standing = state === 'asked' ? 'waits for a second person' : state;
  return `${id}  ${days} d  ${of}  ${scope.path}  ${kind}  ${standing}  by ${setBy}`;
}
