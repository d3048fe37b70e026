// Are the key files in CONFIG_DIR for Keystow's eyes alone, and out of reach of git?

import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ok, problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';

const KEY_FILE = /^(master\.key|jwt\.secret|instance\.key)/;
const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;
const run = promisify(execFile);

/** One check for permissions and one for git; none of a folder that is not there. */
export async function checkConfigFolder(folder: string): Promise<DoctorCheck[]> {
  const files = (await readdir(folder).catch(() => null))?.filter((name) => KEY_FILE.test(name));
  if (!files) return [ok('config_folder', `${folder} is not there: no key file is in use`)];
  return [await permissions(folder, files), ...(await inGit(folder, files))];
}

async function permissions(folder: string, files: readonly string[]): Promise<DoctorCheck> {
  const id = 'config_folder';
  const open: string[] = [];
  for (const name of files) {
    if ((await modeOf(path.join(folder, name))) & OTHERS) open.push(name);
  }
  if (open.length > 0) {
    const where = open.map((name) => path.join(folder, name)).join(' ');
    return problem(id, `others may read: ${open.join(', ')}`, `chmod 600 ${where}`);
  }
  if ((await modeOf(folder)) & OTHERS_WRITE) {
    return warning(id, `others may put files into ${folder}`, `chmod 700 ${folder}`);
  }
  return ok(id, files.length > 0 ? `${files.join(', ')}: for their owner alone` : 'no key file');
}

async function modeOf(file: string): Promise<number> {
  return (await stat(file)).mode & 0o777;
}

/** Nothing outside of a work tree, or where git is not installed. */
async function inGit(folder: string, files: readonly string[]): Promise<DoctorCheck[]> {
  if (files.length === 0 || !(await git(folder, ['rev-parse', '--is-inside-work-tree']))) return [];
  const loose: string[] = [];
  for (const name of files) {
    if (!(await git(folder, ['check-ignore', '--quiet', name]))) loose.push(name);
  }
  if (loose.length === 0) return [ok('config_git', 'in a git work tree, and ignored')];
  return [
    problem(
      'config_git',
      `in a git work tree and not ignored: ${loose.join(', ')}`,
      'Add the folder to .gitignore. A key that was ever committed has to be changed.',
    ),
  ];
}

/** Whether the command succeeded. */
async function git(folder: string, args: readonly string[]): Promise<boolean> {
  return run('git', ['-C', folder, ...args]).then(
    () => true,
    () => false,
  );
}
