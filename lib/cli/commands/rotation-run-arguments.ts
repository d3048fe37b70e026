// How the commands of guided rotations name one, and a secret of it.

import type { Command } from 'commander';
import { UsageRefused } from '../command-refused';
import { withOutput } from '../output';
import type { OutputOptions } from '../output';

export interface ItemOptions extends OutputOptions {
  readonly scope?: string;
}

export function runPath(run: string): string {
  return `/rotation/runs/${encodeURIComponent(run)}`;
}

export interface SideOptions {
  readonly old?: boolean;
  readonly version?: string;
}

/** Which value of a secret is tried; left out: the new one. */
export function withSide(command: Command): Command {
  return command
    .option('--old', 'the old value, which is to be refused')
    .option('--version <n>', 'with --old, of a leak: another version that leaked');
}

/** Throws UsageRefused for what is no version, and for one without `--old`. */
export function sideOf({ old, version }: SideOptions) {
  if (version === undefined) return { side: old ? 'old' : 'new' } as const;
  if (!old || !/^[1-9]\d{0,8}$/.test(version)) {
    throw new UsageRefused('Give --version as a number, with --old.');
  }
  return { side: 'old', version: Number(version) } as const;
}

/** With what tells two secrets of one name apart. */
export function ofTwo(command: Command): Command {
  return withOutput(command).option('--scope <scope>', 'of two secrets of one name: whose');
}
