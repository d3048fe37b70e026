// Start-up is refused: what is wrong and what to do, for the person at the terminal.

import 'server-only';

/** `code` is stable; the message names variables and files, never what they hold. */
export class BootRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'BootRefusal';
  }
}
