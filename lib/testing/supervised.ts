// Drives `supervise-child`, with or without a terminal around it.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { SuperviseOrder } from './supervise-child';

/** Runs the rest of its arguments in a new pseudo-terminal of 200 columns, and passes on what is typed and printed. */
const IN_TERMINAL = `
import fcntl, os, pty, select, struct, sys, termios
pid, master = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 200, 0, 0))
    os.execvp(sys.argv[1], sys.argv[1:])
typed = [0]
while True:
    ready, _, _ = select.select([master] + typed, [], [])
    try:
        if master in ready:
            told = os.read(master, 65536)
            if not told: break
            os.write(1, told)
    except OSError:
        break
    if 0 in ready:
        text = os.read(0, 65536)
        if text: os.write(master, text)
        else: typed = []
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
`;

/** Programs and arguments that run `argv` at a terminal of its own. */
export function inTerminal(argv: readonly string[]): [string, ...string[]] {
  return ['python3', '-c', IN_TERMINAL, ...argv];
}

export interface Supervised {
  readonly process: ChildProcess;
  /** The supervisor's own process number. */
  readonly pid: number;
  /** Resolves with the first line, from now on, that contains `text`. */
  readonly line: (text: string) => Promise<string>;
  /** Everything printed so far. */
  readonly printed: () => string;
  readonly order: (order: SuperviseOrder) => void;
  /** Resolves with the value of the first message, sent at any time, that has `key`; each is handed out once. */
  readonly told: (key: string) => Promise<unknown>;
  readonly type: (text: string) => void;
}

export async function supervised(options: {
  readonly graceMs?: number;
  readonly terminal?: boolean;
}): Promise<Supervised> {
  const argv = [
    process.execPath,
    '--conditions=react-server',
    '--import',
    'tsx',
    'lib/testing/supervise-child.ts',
    String(options.graceMs ?? 10_000),
  ] as const;
  const [command, ...args] = options.terminal ? inTerminal(argv) : argv;
  // In a session of its own, so that nobody's terminal is around it.
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    detached: true,
  });
  const lines = new Awaited<string>();
  createInterface(child.stdout!).on('line', (line) => lines.add(line));
  const messages = new Awaited<Record<string, unknown>>();
  child.on('message', (message) => messages.add(message as Record<string, unknown>));
  void once(child, 'exit').then(() => lines.close('the supervisor ended'));
  const told = async (key: string) => (await messages.take((one) => key in one))[key];
  return {
    process: child,
    pid: (await told('ready')) as number,
    line: (text) => lines.take((line) => line.includes(text)),
    printed: () => lines.seen.join('\n'),
    // One that has ended meanwhile takes no order any more.
    order: (order) => void child.send(order, () => undefined),
    told,
    type: (text) => void child.stdin!.write(text),
  };
}

/** What has come and was not yet taken, and who waits for more. */
export class Awaited<T> {
  readonly seen: T[] = [];
  #left: T[] = [];
  #closed: string | null = null;
  #waiting: { isIt: (one: T) => boolean; resolve: (one: T) => void; reject: (e: Error) => void }[] =
    [];

  add(one: T): void {
    this.seen.push(one);
    const at = this.#waiting.findIndex(({ isIt }) => isIt(one));
    if (at < 0) this.#left.push(one);
    else this.#waiting.splice(at, 1)[0]!.resolve(one);
  }

  take(isIt: (one: T) => boolean): Promise<T> {
    const at = this.#left.findIndex(isIt);
    if (at >= 0) return Promise.resolve(this.#left.splice(at, 1)[0]!);
    return new Promise((resolve, reject) => {
      if (this.#closed !== null) reject(this.#error());
      else this.#waiting.push({ isIt, resolve, reject });
    });
  }

  close(why: string): void {
    this.#closed = why;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#error());
  }

  #error(): Error {
    return new Error(`${this.#closed}; seen:\n${this.seen.map(String).join('\n')}`);
  }
}
