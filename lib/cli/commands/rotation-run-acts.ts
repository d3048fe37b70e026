// `keystow rotation run adopt|discard|done|assign|promote|…`: what is done with a guided rotation.

import { Option } from 'commander';
import type { Command } from 'commander';
import type { ConsoleCall } from '@/lib/client/console-client';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import { EVIDENCE_KINDS, RUN_STEPS } from '@/lib/domain/rotation-run';
import { atConsole } from '../desks/at-console-or-here';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';
import { ofTwo, runPath } from './rotation-run-arguments';
import type { ItemOptions } from './rotation-run-arguments';
import { runText } from './rotation-run-text';
import { staleOf, watchConvergence } from './rotation-run-watch';

type Method = Parameters<ConsoleCall>[0];

export function addRotationRunActs(run: Command, terminal: Terminal): void {
  const act = (id: string, path: string, body: object | undefined, options: OutputOptions) =>
    send(terminal, 'POST', `${runPath(id)}/${path}`, body, options);
  ofTwo(run.command('adopt <run> <key>'))
    .summary('take the current value as the new one: it was replaced where it lives, or by hand')
    .action((id: string, key: string, { scope, ...options }: ItemOptions) =>
      act(id, 'adopt', { key, scope }, options),
    );
  ofTwo(run.command('discard <run> <key>'))
    .summary('retire a new value')
    .action((id: string, key: string, { scope, ...options }: ItemOptions) =>
      act(id, 'discard', { key, scope }, options),
    );
  withOutput(run.command('done <run>'))
    .summary('say what was verified in staging, or why it was left out')
    .requiredOption('--note <text>', 'what was seen, or why not')
    .action((id: string, { note, ...options }: OutputOptions & { note: string }) =>
      act(id, 'steps/staging/done', { note }, options),
    );
  addAssign(run, terminal);
  addPromote(run, terminal);
  ofTwo(run.command('revoke <run> <key>'))
    .summary('say that the old value was revoked where it is issued')
    .option('--early', 'before the overlap is over, or while workers hold the old value')
    .action((id: string, key: string, options: ItemOptions & { early?: boolean }) => {
      const { scope, early, ...output } = options;
      return act(id, 'revoke', { key, scope, early }, output);
    });
  withOutput(run.command('evidence <run> <kind> <text>'))
    .summary(`add evidence: ${EVIDENCE_KINDS.join(', ')}; the text holds no value`)
    .action((id: string, kind: string, text: string, options: OutputOptions) =>
      act(id, 'evidence', { kind, text }, options),
    );
  for (const [verb, path, summary] of [
    ['rollback', 'rollback', 'put the old values back, as long as none was revoked'],
    ['except', 'exception', 'ask that it may close though something is missing; no token may'],
    ['abandon', 'abandon', 'give it up: what is staged is retired'],
  ] as const) {
    withOutput(run.command(`${verb} <run>`))
      .summary(summary)
      .requiredOption('--reason <text>', 'why')
      .action((id: string, { reason, ...options }: OutputOptions & { reason: string }) =>
        act(id, path, { reason }, options),
      );
  }
  withOutput(run.command('close <run>'))
    .summary('close it; what is missing is told')
    .action((id: string, options: OutputOptions) => act(id, 'close', undefined, options));
}

function addAssign(run: Command, terminal: Terminal): void {
  withOutput(run.command('assign <run>'))
    .summary('say whose a step is')
    .addOption(new Option('--step <step>', 'which').choices(RUN_STEPS).makeOptionMandatory())
    .option('--to <person>', 'an e-mail address, or usr_…; left out: nobody')
    .action((id: string, options: OutputOptions & { step: string; to?: string }) => {
      const path = `${runPath(id)}/steps/${options.step}/assignee`;
      return send(terminal, 'PUT', path, { assignee: options.to ?? null }, options);
    });
}

function addPromote(run: Command, terminal: Terminal): void {
  withOutput(run.command('promote <run>'))
    .summary('make all new values current at once')
    .option('--watch', 'wait until every worker holds them')
    .action((id: string, options: OutputOptions & { watch?: boolean }) =>
      atConsole(async (call) => {
        const output = outputOf(terminal, options);
        const promoted = await call<RotationRun>('POST', `${runPath(id)}/promote`);
        const now = options.watch ? await watched(call, promoted, output.note) : promoted;
        output.result(now, `${runText(now)}\n${staleOf(now)} workers hold another version.`);
      }),
    );
}

async function watched(
  call: ConsoleCall,
  run: RotationRun,
  note: (text: string) => void,
): Promise<RotationRun> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  return watchConvergence(call, run, note, stop.signal).finally(() => {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  });
}

async function send(
  terminal: Terminal,
  method: Method,
  path: string,
  body: object | undefined,
  options: OutputOptions,
): Promise<void> {
  await atConsole(async (call) => {
    const now = await call<RotationRun>(method, path, body);
    outputOf(terminal, options).result(now, runText(now));
  });
}
