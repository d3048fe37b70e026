import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/connection/database';
import { readEnv } from '@/lib/env';
import { describePostgres } from '@/lib/testing/database';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import type { TestDatabase } from '@/lib/testing/postgres-template';
import { unlock } from './unlock';

const NODES = 10;

describePostgres('ten nodes booting an empty database at once', (serverUrl) => {
  let shared: TestDatabase;
  let folders: string[];

  beforeEach(async () => {
    shared = await createPostgresCopy(serverUrl);
    folders = await Promise.all(
      Array.from({ length: NODES }, () => mkdtemp(path.join(tmpdir(), 'keystow-race-'))),
    );
  });

  afterEach(async () => {
    await shared.drop();
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });

  /** Boots every node on a connection pool of its own; answers 'unlocked', 'locked' or the refusal. */
  async function bootAll(settingsOf: (node: number) => Record<string, string>) {
    const databases = await Promise.all(
      folders.map((dataDir) => openDatabase({ databaseUrl: shared.url, dataDir })),
    );
    try {
      const outcomes = await Promise.all(
        databases.map(async (database, node) => {
          const env = readEnv({ NODE_ENV: 'production', ...settingsOf(node) });
          return unlock(env, database).then(
            ({ state }) => state.kind as string,
            (error: { code: string }) => error.code,
          );
        }),
      );
      const roots = await databases[0]!.prisma.rootHead.count();
      const wraps = await databases[0]!.prisma.rootKeyWrap.count();
      const installations = await databases[0]!.prisma.installation.count();
      return { outcomes, roots, wraps, installations };
    } finally {
      await Promise.all(databases.map((database) => database.close()));
    }
  }

  it('makes one root key, and all are unlocked where they are given the same key', async () => {
    const key = randomBytes(32).toString('hex');
    const booted = await bootAll((node) => ({
      KEYSTOW_MASTER_KEY: key,
      CONFIG_DIR: folders[node]!,
    }));
    expect(booted).toEqual({
      outcomes: Array(NODES).fill('unlocked'),
      roots: 1,
      wraps: 1,
      installations: 1,
    });
  });

  it('makes one key file, and all are unlocked where they share a CONFIG_DIR', async () => {
    const booted = await bootAll(() => ({ CONFIG_DIR: folders[0]! }));
    expect(booted.outcomes).toEqual(Array(NODES).fill('unlocked'));
    expect(booted).toMatchObject({ roots: 1, wraps: 1 });
  });

  it('unlocks one and refuses the rest where each has a CONFIG_DIR of its own', async () => {
    const { outcomes, roots } = await bootAll((node) => ({ CONFIG_DIR: folders[node]! }));
    expect(roots).toBe(1);
    expect(outcomes.filter((one) => one === 'unlocked')).toHaveLength(1);
    const rest = outcomes.filter((one) => one !== 'unlocked');
    expect(rest.every((one) => one === 'root_key_of_another_node' || one === 'locked')).toBe(true);
    expect(rest).toHaveLength(NODES - 1);
  });
});
