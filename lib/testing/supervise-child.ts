// A supervisor as a process of its own: its messages start and replace children, and it says what became of them.

import { CannotStart, exitCodeOf } from '@/lib/cli/run/exit-code';
import { Supervisor } from '@/lib/cli/run/supervisor';
import type { Launch } from '@/lib/cli/run/supervisor';

export interface SuperviseOrder {
  readonly act: 'start' | 'replace';
  /** Program and arguments. */
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const supervisor = new Supervisor(Number(process.argv[2]));

function launchOf({ argv: [command = '', ...args], env = {} }: SuperviseOrder): Launch {
  const dispose = async () => void process.send!({ disposed: args.at(-1) ?? command });
  return { command, args, env: { ...process.env, ...env }, dispose };
}

process.on('message', (order: SuperviseOrder) => {
  void supervisor[order.act](launchOf(order)).then(
    (pid) => process.send!({ [order.act]: pid }),
    () => undefined,
  );
});
process.send!({ ready: process.pid });
const code = await supervisor.ended.then(exitCodeOf, (error: unknown) =>
  error instanceof CannotStart ? error.exitCode : 125,
);
process.send!({ ended: code }, () => process.exit(code));
