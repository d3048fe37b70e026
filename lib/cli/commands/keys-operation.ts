// What the commands of a key operation share: its cause, and how it is printed.

import type { KeyOperationView } from '@/lib/contracts/keys';
import type { KeyCause } from '@/lib/domain/key-operation';
import type { KeyDesk } from '../desks/key-desk';
import { outputOf, type OutputOptions } from '../output';
import type { Terminal } from '../terminal';
import { operationText } from './keys-status-text';

export interface CauseOptions extends OutputOptions {
  readonly cause: KeyCause;
  readonly change?: string;
}

/** Opens an operation unless one is open. */
export async function begin(
  desk: KeyDesk,
  { cause, change }: Pick<CauseOptions, 'cause' | 'change'>,
): Promise<KeyOperationView> {
  return (await desk.overview()).operation ?? desk.start(cause, change);
}

export function printOperation(
  terminal: Terminal,
  options: OutputOptions,
  operation: KeyOperationView,
): void {
  outputOf(terminal, options).result(operation, operationText(operation));
}
