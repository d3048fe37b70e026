// `keystow secrets transfer`: many values between a scope and backends, planned before anything is written.

import { Option } from 'commander';
import type { Command } from 'commander';
import { scopeAddress } from '@/lib/client/api';
import type { ConsoleCall } from '@/lib/client/console-client';
import type { Transfer, TransferItem, TransferPage } from '@/lib/contracts/transfer';
import { OBJECT_CHOICES } from '@/lib/domain/transfer';
import { atConsole } from '../desks/at-console-or-here';
import { CommandRefused, UsageRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { placeOf, placeOption } from '../place-option';
import type { Terminal } from '../terminal';
import { transferRows } from './follow-transfer';
import { finishTransfer, refuseLeft } from './finish-transfer';
import { optionNamed, transferRequest } from './transfer-request';
import type { RequestOptions } from './transfer-request';
import { plannedText, verdictSums, willText } from './transfer-text';

interface TransferOptions extends OutputOptions, RequestOptions {
  readonly scope: string;
  readonly discard?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly resume?: string;
}

const DESCRIPTION = `Plans a transfer, shows what would become of each row, and after a yes has the console work it off.
Between local, which is what the console seals, and connectors that serve the scope: into local by reference
or by value, anywhere else as a copy or, with --move, so that the secrets lead there afterwards.

Rows that are invalid or whose name is taken are never written. Exits with 1 where any such row is left,
or one failed or changed since the plan; the others are written all the same.`;

const EXAMPLES = `
Examples:
  keystow secrets transfer --scope payments --from vault-prod --to local --by reference --dry-run
  keystow secrets transfer --scope payments --from local --to vault-prod --move --yes
  keystow secrets transfer --scope payments --resume trf_…`;

export function addSecretsTransfer(secrets: Command, terminal: Terminal): void {
  withOutput(secrets.command('transfer'))
    .summary('import, copy or move many values between the console and backends')
    .description(DESCRIPTION)
    .addOption(placeOption())
    .option('--from <connector>', 'where the values are: a connector, or local')
    .option('--to <connector>', 'where they go: a connector, or local')
    .addOption(new Option('--by <how>', 'into local: what comes').choices(['reference', 'value']))
    .option('--prefix <prefix...>', 'only paths, or with copies and moves names, that begin so')
    .addOption(new Option('--objects <choice>', 'what JSON objects become').choices(OBJECT_CHOICES))
    .option('--name <reference=name...>', 'a name in place of the one that is made')
    .option('--discard <names>', 'what to leave out, divided by commas')
    .option('--move', 'the secrets lead to the new place once it was verified')
    .option('--remove-source', 'with --move: delete what was verified where it was')
    .option('--dry-run', 'plan alone')
    .option('--yes', 'start without a question')
    .option('--resume <id>', 'go on with a transfer that was paused or planned, or follow one')
    .addHelpText('after', EXAMPLES)
    .action((options: TransferOptions) => transfer(terminal, options));
}

async function transfer(terminal: Terminal, options: TransferOptions): Promise<void> {
  const { kind, id } = placeOf(options.scope);
  const at = `${scopeAddress({ kind, scopePath: id })}/transfers`;
  if (options.resume !== undefined) {
    if (options.from !== undefined || options.to !== undefined) {
      throw new UsageRefused('--resume: its plan says from where and to where. Leave those out.');
    }
    return atConsole((call) => resume(terminal, options, call, at));
  }
  const body = transferRequest(options);
  const asks = terminal.interactive && !options.json;
  if (!options.dryRun && !options.yes && !asks) {
    throw new UsageRefused('Nobody can be asked here: add --yes to start, or --dry-run to plan.');
  }
  return atConsole(async (call) => {
    const planned = await call<Transfer>('POST', at, body).catch(optionNamed);
    const rows = await transferRows(call, at, planned.id);
    await afterPlan(terminal, options, { call, at, planned, rows });
  });
}

interface Plan {
  readonly call: ConsoleCall;
  readonly at: string;
  readonly planned: Transfer;
  readonly rows: readonly TransferItem[];
}

async function afterPlan(
  terminal: Terminal,
  options: TransferOptions,
  { call, at, planned, rows }: Plan,
): Promise<void> {
  const { id } = planned;
  const giveUp = () => call<Transfer>('POST', `${at}/${id}/cancel`);
  const out = discarded(rows, options.discard);
  if (typeof out === 'string') {
    await giveUp();
    throw new UsageRefused(`--discard: no row of the plan has the name ${out}.`);
  }
  const taken = rows.filter(({ writes, number }) => writes && !out.includes(number)).length;
  const lines = [...rows.map(plannedText), `${verdictSums(planned)}.`];
  if (options.dryRun) {
    const end = taken === 0 ? '' : `\n${willText(planned, taken)}`;
    const next = `\nNothing was written. --resume ${id} starts this plan.`;
    outputOf(terminal, options).result(
      { transfer: planned, items: rows },
      `${lines.join('\n')}${end}${next}`,
    );
    return refuseLeft(rows);
  }
  outputOf(terminal, options).note(lines.join('\n'));
  if (taken === 0) {
    const given = await giveUp();
    outputOf(terminal, options).result({ transfer: given, items: rows }, 'Nothing to transfer.');
    return refuseLeft(rows);
  }
  if (!options.yes && !(await agreed(terminal, willText(planned, taken)))) {
    await giveUp();
    throw new CommandRefused('cancelled', 'Nothing was written.');
  }
  const begun = await call<Transfer>('POST', `${at}/${id}/start`, { discard: out });
  await finishTransfer(terminal, options, call, at, begun);
}

/** Starts what is only planned, goes on with what was paused, and follows what runs. */
async function resume(
  terminal: Terminal,
  options: TransferOptions,
  call: ConsoleCall,
  at: string,
): Promise<void> {
  const id = encodeURIComponent(options.resume ?? '');
  let now = (await call<TransferPage>('GET', `${at}/${id}?limit=1`)).transfer;
  if (now.state === 'planned') now = await call<Transfer>('POST', `${at}/${id}/start`, {});
  else if (now.state === 'paused') now = await call<Transfer>('POST', `${at}/${id}/resume`);
  await finishTransfer(terminal, options, call, at, now);
}

/** Numbers of rows by their names, or the first name that no row has. */
function discarded(rows: readonly TransferItem[], given = ''): number[] | string {
  const names = given.split(/[\s,]+/).filter(Boolean);
  const unknown = names.find((name) => !rows.some((row) => row.name === name));
  if (unknown !== undefined) return unknown;
  return rows.filter((row) => names.includes(row.name)).map(({ number }) => number);
}

async function agreed(terminal: Terminal, what: string): Promise<boolean> {
  const { confirm } = await import('@clack/prompts');
  const said = await confirm({
    message: `${what} Start?`,
    initialValue: false,
    input: terminal.input,
    output: terminal.questions,
  });
  return said === true;
}
