// Runs the `keystow` command as a process of its own, as it is built before the tests.

import path from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { ENVIRONMENT_SCHEMA } from '@/lib/env/environment-schema';

export interface CommandEnded {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const BUILT_COMMAND = path.resolve('dist/keystow.mjs');

/** `settings` is all of the console's environment there is; nobody sits at a terminal, `input` is piped in. */
export async function runCommand(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  input = '',
): Promise<CommandEnded> {
  const unset = Object.keys(ENVIRONMENT_SCHEMA.shape).map((name) => [name, '']);
  const child = spawn(process.execPath, [BUILT_COMMAND, ...args], {
    env: { ...process.env, ...Object.fromEntries(unset), NODE_ENV: 'production', ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
