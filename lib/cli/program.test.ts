import { readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { RequestRefused } from '@/lib/client/request-refused';
import { KeystowError } from '@/lib/domain/errors';
import { ENVIRONMENT_SCHEMA } from '@/lib/env/environment-schema';
import { UsageRefused } from './command-refused';
import { createProgram } from './program';
import { runProgram } from './run-program';
import type { Terminal } from './terminal';

function pretend() {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    interactive: false,
    input: Readable.from([]),
    questions: new Writable(),
    write: (text) => void (said.out += text),
    tell: (text) => void (said.err += text),
  };
  return { said, terminal };
}

async function run(...args: string[]) {
  const { said, terminal } = pretend();
  const code = await runProgram(createProgram(terminal), terminal, ['node', 'keystow', ...args]);
  return { code, ...said };
}

it('prints help and the version on standard output, and says that all is well', async () => {
  for (const args of [
    ['--help'],
    ['-h'],
    ['help'],
    ['help', 'recover-owner'],
    ['recover-owner', '-h'],
  ]) {
    const { code, out, err } = await run(...args);
    expect([args, code, err]).toEqual([args, 0, '']);
    expect(out).toContain('Usage: keystow');
  }
  expect((await run('--version')).out).toBe('unbuilt\n');
});

it.each([
  [['nope']],
  [['recover-owner', '--nope']],
  [['recover-owner', 'stray']],
  [['recover-owner', '--email']],
])('answers %j with one line and exit code 2', async (args) => {
  const { code, out, err } = await run(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^keystow: .+\n$/);
});

it('the README has a row for every variable that is read', () => {
  const readme = readFileSync('README.md', 'utf8');
  const unnamed = Object.keys(ENVIRONMENT_SCHEMA.shape).filter(
    (name) => name !== 'NODE_ENV' && !readme.includes(`\`${name}\``),
  );
  expect(unnamed).toEqual([]);
});

it('every command says what it is for', () => {
  const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
  for (const command of all(createProgram(pretend().terminal))) {
    expect([command.name(), command.summary() || command.description()]).not.toContain('');
  }
});

it('names the command whose help tells more, and answers as JSON where that is wanted', async () => {
  const put = ['secrets', 'list'];
  expect((await run(...put)).err).toContain('(keystow secrets list --help tells what there is)');
  const { code, err } = await run(...put, '--json');
  const { error } = JSON.parse(err) as { error: { code: string; message: string } };
  expect([code, error.code]).toEqual([2, 'usage']);
  expect(error.message).toContain('--scope');
});

it.each([
  [new KeystowError('locked', 'It is locked.'), 1, 'keystow: It is locked.\n'],
  [new UsageRefused('Pass more.'), 2, 'keystow: Pass more.\n'],
  [
    new RequestRefused('missing', 'No.', {
      issues: [
        { pointer: '', code: 'a', message: 'X lacks.' },
        { pointer: '/b', code: 'b', message: 'Y.' },
      ],
    }),
    1,
    'keystow: No.\nkeystow: X lacks.\nkeystow: /b: Y.\n',
  ],
])('tells a refusal in its own words: %s', async (error, code, line) => {
  expect(await failing(error)).toEqual({ code, err: line });
});

it('quotes nothing of an error that nobody expected', async () => {
  const { code, err } = await failing(new Error('canary of a library'));
  expect(code).toBe(125);
  expect(err).toMatch(/^keystow: A defect of keystow itself \(Error/);
  expect(err).not.toContain('canary');
});

async function failing(error: Error) {
  const { said, terminal } = pretend();
  const program = new Command('keystow').exitOverride();
  program.command('fail').action(() => {
    throw error;
  });
  return { code: await runProgram(program, terminal, ['node', 'keystow', 'fail']), err: said.err };
}
