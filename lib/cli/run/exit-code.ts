// What a run ends with: the code of its child, of the signal that ended it, or of why it never began.

import { constants } from 'node:os';
import { CommandRefused } from '../command-refused';

/** How a process ended: by itself with a code from 0 to 255, or by a signal. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** As shells tell it: the child's own code, or 128 and the number of the signal. */
export function exitCodeOf({ exitCode, signal }: Ended): number {
  return signal === null ? (exitCode ?? 0) : 128 + constants.signals[signal];
}

/** Not a fault: what `keystow run` ends with when its child has ended. */
export class ChildEnded extends Error {
  constructor(readonly exitCode: number) {
    super('The child has ended.');
    this.name = 'ChildEnded';
  }
}

/** The command could not be started. `exitCode` is 127 where there is none, 126 where it cannot be executed. */
export class CannotStart extends CommandRefused {
  constructor(
    readonly exitCode: 125 | 126 | 127,
    message: string,
  ) {
    super('cannot_start', message);
    this.name = 'CannotStart';
  }
}

/** Out of something for the moment: the command itself may be fine. */
const OUR_OWN = ['EAGAIN', 'ENOMEM', 'EMFILE', 'ENFILE'];

/** `error` is what spawning `command` failed with. */
export function startFailure(command: string, error: unknown): CannotStart {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT') return new CannotStart(127, `${command} is not found. ${lookAt(command)}`);
  if (OUR_OWN.includes(code)) return new CannotStart(125, `No process can be made now (${code}).`);
  if (code === 'E2BIG') return new CannotStart(126, `Its environment is too large for ${command}.`);
  const advice = code === 'EACCES' ? ' It has to be a file with permission to be executed.' : '';
  return new CannotStart(126, `${command} cannot be executed (${code}).${advice}`);
}

function lookAt(command: string): string {
  return command.includes('/')
    ? 'Check its path, and the interpreter that its first line names.'
    : 'Check its name, and PATH.';
}
