import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { folderPrefix, sweepFolders } from './left-folders';

it('folders of runners that were killed are removed, those of running ones and of others stay', async () => {
  const place = mkdtempSync('/dev/shm/sweep-');
  const child = spawn('true');
  await once(child, 'exit');
  const ours = folderPrefix();
  const [, pid = '', start = ''] = ours.split('-');
  const make = (name: string) => {
    mkdirSync(path.join(place, name));
    return path.join(place, name);
  };
  const dead = make(`${ours.replace(`-${pid}-`, `-${child.pid}-`)}AbCdEf`);
  const again = make(`${ours.replace(`-${start}-`, `-${Number(start) - 1}-`)}AbCdEf`);
  const kept = [make(`${ours}AbCdEf`), make('keystow-other'), make('somebody')];
  await sweepFolders(place);
  expect([dead, again, ...kept].map((one) => existsSync(one))).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
  rmSync(place, { recursive: true });
});
