// How the commands of guided rotations name one, and a secret of it.

import type { Command } from 'commander';
import { withOutput } from '../output';
import type { OutputOptions } from '../output';

export interface ItemOptions extends OutputOptions {
  readonly scope?: string;
}

export function runPath(run: string): string {
  return `/rotation/runs/${encodeURIComponent(run)}`;
}

/** With what tells two secrets of one name apart. */
export function ofTwo(command: Command): Command {
  return withOutput(command).option('--scope <scope>', 'of two secrets of one name: whose');
}
