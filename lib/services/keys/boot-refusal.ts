// Start-up is refused: what is wrong and what to do, for the person at the terminal.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';

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

/** Runs `work` in a console that is up: what would refuse its next start is a conflict (409) now. */
export async function whileRunning<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BootRefusal)) throw error;
    const { code, message } = error;
    throw new KeystowError('conflict', message, { issues: [{ pointer: '', code, message }] });
  }
}
