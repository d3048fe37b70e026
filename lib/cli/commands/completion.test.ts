import { execFileSync } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { runCli } from '@/lib/testing/run-cli';
import { createProgram } from '../program';

/** What bash offers for the last of `words`, as a terminal would ask for it. */
async function offered(...words: string[]): Promise<string[]> {
  const { code, out } = await runCli('completion', 'bash');
  expect(code).toBe(0);
  const ask = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _keystow; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const argv = ['--norc', '-u', '-c', `${out}${ask}`, 'bash', 'keystow', ...words];
  return execFileSync('bash', argv, { encoding: 'utf8' }).split('\n').filter(Boolean);
}

it('bash completes commands, options and choices, at their place alone', async () => {
  expect(await offered('secr')).toEqual(['secrets']);
  expect(await offered('secrets', '')).toEqual(
    expect.arrayContaining(['set', 'list', 'delete', 'import', '--help']),
  );
  expect(await offered('secrets', 'set', 'NAME', '--ty')).toEqual(['--type']);
  expect(await offered('secrets', 'set', '--type', 'api')).toEqual(['api_key']);
  expect(await offered('run', '--restart', '')).toEqual(['platform', 'all', 'never']);
  expect(await offered('keys', 'jwt', 'fin')).toEqual(['finish']);
  expect(await offered('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
  expect(await offered('list', '--sc')).toEqual([]);
});

it('bash is left to itself for values, and behind --', async () => {
  expect(await offered('run', '--app', '')).toEqual([]);
  expect(await offered('run', '--app', 'a.b.c', '--', '--')).toEqual([]);
});

it('knows every command and option that there is, in each shell', async () => {
  const terminal = {
    interactive: false,
    input: Readable.from([]),
    questions: new Writable(),
    write: () => undefined,
    tell: () => undefined,
  };
  const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
  const commands = all(createProgram(terminal));
  const options = commands.flatMap((one) => one.options).map(({ long }) => long!.slice(2));
  for (const shell of ['bash', 'zsh', 'fish']) {
    const words = new Set((await runCli('completion', shell)).out.split(/[\s'|()]+/));
    const missing = [...commands.map((one) => one.name()), ...options].filter(
      (word) => !words.has(word) && !words.has(`--${word}`),
    );
    expect([shell, missing]).toEqual([shell, []]);
  }
});

it('says which shells there are', async () => {
  const { code, err } = await runCli('completion', 'tcsh');
  expect([code, err]).toEqual([2, expect.stringContaining('bash, zsh, fish')]);
});
