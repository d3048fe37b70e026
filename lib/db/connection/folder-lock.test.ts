import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startScript, type ChildScript } from '@/lib/testing/child-script';
import { DatabaseRefusal } from './database-refusal';
import { lockFolder } from './folder-lock';
import { beat, readHolder, type LockHolder, type Pulse } from './lock-holder';
import { ownIdentity, processBirth } from './process-identity';

const FAST: Pulse = { everyMs: 20, deadAfterMs: 400 };

let folder: string;
let children: ChildScript[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keystow-lock-'));
});

afterEach(async () => {
  await Promise.all(children.map((child) => child.end('SIGKILL')));
  children = [];
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  pid: number;
  held: boolean;
  message: string;
}

async function otherProcess(): Promise<Answer & { child: ChildScript }> {
  const child = startScript('lib/testing/lock-child.ts', [folder]);
  children.push(child);
  const { value } = await child.lines.next();
  return { ...(JSON.parse(String(value)) as Answer), child };
}

/** Leaves a lock as another process would have. */
async function plant(changes: Partial<LockHolder>): Promise<string> {
  const holder: LockHolder = {
    ...(await ownIdentity()),
    since: '2026-01-02T03:04:05.000Z',
    released: false,
    ...changes,
  };
  const file = path.join(folder, 'lock', '7');
  await mkdir(path.dirname(file));
  await writeFile(file, JSON.stringify(holder));
  return file;
}

test('a second process on one folder is refused by name of the first', async () => {
  const first = await otherProcess();
  expect(first.held).toBe(true);
  const refused = await lockFolder(folder).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DatabaseRefusal);
  expect(refused).toMatchObject({ code: 'folder_in_use' });
  const message = refused instanceof Error ? refused.message : '';
  expect(message).toContain(folder);
  expect(message).toContain(`process ${first.pid} on ${hostname()}`);
  expect(message).toMatch(/started \d{4}-\d\d-\d\dT/);
  expect(message).toContain('DATA_DIR');
});

test('the same process is refused a second time as well, until the first lock is released', async () => {
  const first = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'folder_in_use' });
  await first.release();
  await first.release();
  await (await lockFolder(folder)).release();
});

test('the lock of a process that was killed is taken over', async () => {
  const first = await otherProcess();
  await first.child.end('SIGKILL');
  await (await lockFolder(folder)).release();
});

test('a later process with the number of the dead one does not keep its lock alive', async () => {
  await plant({ birth: '1' });
  await (await lockFolder(folder)).release();
});

test('of ten processes racing for a dead lock exactly one wins', { timeout: 120_000 }, async () => {
  const dead = await otherProcess();
  await dead.child.end('SIGKILL');
  const answers = await Promise.all(Array.from({ length: 10 }, otherProcess));
  const winners = answers.filter(({ held }) => held);
  expect(winners).toHaveLength(1);
  for (const { held, message } of answers) {
    if (!held) expect(message).toContain(`process ${winners[0]?.pid} `);
  }
  expect(await readdir(path.join(folder, 'lock'))).toHaveLength(1);
});

test('fifty attempts at once within one process give one lock at a time', async () => {
  let holders = 0;
  let served = 0;
  const attempt = async (): Promise<void> => {
    for (;;) {
      const lock = await lockFolder(folder).catch(() => null);
      if (lock === null) continue;
      holders += 1;
      expect(holders).toBe(1);
      await readdir(folder);
      holders -= 1;
      served += 1;
      return lock.release();
    }
  };
  await Promise.all(Array.from({ length: 50 }, attempt));
  expect(served).toBe(50);
});

test('a holder in another container that still touches its lock is refused as in use', async () => {
  const file = await plant({ namespace: 'another container', host: 'node-a', pid: 1 });
  const holder = await readHolder(file);
  const stop = await beat(file, { ...holder! }, FAST);
  await expect(lockFolder(folder, FAST)).rejects.toThrow('process 1 on node-a');
  await stop();
});

test('a holder in another container that has gone quiet is waited for, then taken over', async () => {
  await plant({ namespace: 'another container' });
  const begun = performance.now();
  const lock = await lockFolder(folder, FAST);
  expect(performance.now() - begun).toBeGreaterThan(FAST.deadAfterMs - 100);
  await lock.release();
});

test('a holder that went quiet long ago is taken over at once', async () => {
  const file = await plant({ namespace: 'a boot before this one' });
  await utimes(file, 1_000_000_000, 1_000_000_000);
  await (await lockFolder(folder)).release();
});

test('a lock is touched while it is held', async () => {
  const lock = await lockFolder(folder, FAST);
  const file = path.join(folder, 'lock', '1');
  const { mtimeMs } = await stat(file);
  await expect.poll(async () => (await stat(file)).mtimeMs).toBeGreaterThan(mtimeMs);
  await lock.release();
  expect(await readHolder(file)).toMatchObject({ released: true });
});

test('a folder that cannot be written is refused with what it has to be', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  await expect(lockFolder(path.join(file, 'below'))).rejects.toMatchObject({
    code: 'folder_unusable',
    remedy: expect.stringContaining('writable'),
  });
});

test('a process is told from one that does not run', async () => {
  expect(await processBirth(process.pid)).toBe((await ownIdentity()).birth);
  expect(await processBirth(2 ** 22 + 1)).toBeNull();
});
