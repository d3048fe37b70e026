// Signals that come to the runner and are meant for its child.

import { isInForeground } from './process-group';

export interface ForwardedSignal {
  readonly signal: NodeJS.Signals;
  /** The terminal has sent it to the child already, which is in our group. */
  readonly fromTerminal: boolean;
}

const FORWARDED = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGWINCH',
] as const satisfies readonly NodeJS.Signals[];

/** What a terminal sends, to everybody in its foreground. */
const OF_TERMINALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGWINCH'];

/**
 * From now until what it returns is called. Who sent a signal cannot be seen: while a terminal speaks to
 * our group, SIGINT, SIGQUIT and SIGWINCH are taken for its own.
 */
export function forwardSignals(receive: (signal: ForwardedSignal) => void): () => void {
  const listeners = FORWARDED.map((signal) => {
    const listener = () =>
      receive({ signal, fromTerminal: OF_TERMINALS.includes(signal) && isInForeground() });
    process.on(signal, listener);
    return () => void process.off(signal, listener);
  });
  return () => listeners.forEach((stop) => stop());
}
