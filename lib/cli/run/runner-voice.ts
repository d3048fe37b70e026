// What a runner says of itself on standard error, beside what its child prints: lines, or JSON with --json.

import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';

export interface RunnerVoice {
  /** What goes as it should: not with --quiet. `event` is a stable name; `facts` go with --json. */
  readonly note: (event: string, text: string, facts?: object) => void;
  /** What somebody should know of. */
  readonly warn: (event: string, text: string, facts?: object) => void;
}

export function runnerVoice(terminal: Terminal, { json, quiet }: OutputOptions): RunnerVoice {
  const say = (event: string, message: string, facts: object = {}) =>
    terminal.tell(
      json ? `${JSON.stringify({ event, message, ...facts })}\n` : `keystow: ${message}\n`,
    );
  return { warn: say, note: (...said) => (quiet ? undefined : say(...said)) };
}
