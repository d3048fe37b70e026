import { beforeEach, expect, it } from 'vitest';
import { resolve } from '@/lib/domain/resolution';
import { ALL_NAMES, isWanted, namedOnes } from '@/lib/domain/wanted-names';
import type { WantedNames } from '@/lib/domain/wanted-names';
import { anyKind, authorize } from '@/lib/services/access/authorize';
import { describeDatabases } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { listDeliverables } from './deliverables';

const MUCH = 2 ** 30;

describeDatabases('what a process is handed', (open) => {
  let rest: Rest;
  let paths: string[];

  beforeEach(async () => {
    rest = await openRest(await open());
    const { team, workspace, app } = rest.organization.payments;
    paths = ['_platform', team.path, workspace.path, app.path];
  });

  async function put(depth: number, body: object): Promise<void> {
    const place = ['platform', 'teams', 'workspaces', 'apps'][depth]!;
    const path = depth === 0 ? '/platform/secrets' : `/${place}/${paths[depth]}/secrets`;
    const { status, text } = await rest.send(rest.machine, 'POST', path, { body });
    expect(status, text).toBeLessThan(300);
  }

  async function listed(depth: number, names: WantedNames = ALL_NAMES, staged = false) {
    const { database } = rest.installation;
    const scope = await authorize(rest.organization.ctx, anyKind(paths[depth]!), 'secrets:list');
    const { rows } = await listDeliverables(database, scope, { names, staged }, MUCH);
    for (const { sealed, version } of rows) expect(sealed === null).toBe(version === null);
    return rows;
  }

  it('is the pure rule: for every set of scopes that a name is in, at every depth', async () => {
    const candidates: { name: string; depth: number; path: string }[] = [];
    for (let set = 1; set < 16; set += 1) {
      for (const [depth, path] of paths.entries()) {
        if ((set & (1 << depth)) === 0) continue;
        await put(depth, { key: `NAME_${set}`, value: `value of ${set} in ${depth}` });
        candidates.push({ name: `NAME_${set}`, depth, path });
      }
    }
    for (const depth of paths.keys()) {
      const rows = await listed(depth);
      const wanted = resolve(candidates.filter((one) => one.depth <= depth));
      expect(rows.map((row) => [row.name, row.scopePath, row.shadowed])).toEqual(
        wanted.map(({ wins, shadowed }) => [wins.name, wins.path, shadowed.length]),
      );
      expect(new Set(rows.map(({ deliverable }) => deliverable))).toEqual(new Set(['ready']));
    }
  });

  it('is narrowed by exact names and patterns as the pure rule narrows it', async () => {
    const all = ['STRIPE_KEY', 'STRIPE_OLD', 'STRIPEX', 'stripe_low', 'OTHER'];
    for (const key of all) await put(3, { key, value: 'x' });
    const wanted: WantedNames[] = [
      { exactly: ['OTHER', 'stripe_key', 'NOWHERE'], only: [], limits: [] },
      { exactly: [], only: [], limits: [] },
      { exactly: null, only: ['STRIPE_*'], limits: [] },
      { exactly: null, only: ['*'], limits: ['*_KEY', 'OTHER'] },
      { exactly: null, only: ['STRIPE_*', 'OTHER'], limits: ['*OLD'] },
      { exactly: ['OTHER', 'STRIPEX'], only: [], limits: ['S*'] },
    ];
    for (const names of wanted) {
      const rows = await listed(3, names);
      expect(rows.map(({ name }) => name)).toEqual(
        all.filter((name) => isWanted(names, name)).sort(),
      );
    }
    expect(namedOnes(wanted[3]!)).toEqual([]);
    expect(namedOnes(wanted[4]!)).toEqual([]);
    expect(namedOnes(wanted[5]!)).toEqual(['STRIPEX']);
  });

  it('follows aliases to their end, and says whose value it is', async () => {
    await put(0, { key: 'REAL', value: 'x' });
    await put(1, { key: 'MIDDLE', aliasOf: 'REAL' });
    await put(3, { key: 'END', aliasOf: 'MIDDLE' });
    const [end, middle, real] = await listed(3);
    expect([end!.via, middle!.via, real!.via]).toEqual(['alias', 'alias', 'secret']);
    expect(new Set([end, middle, real].map((row) => row!.sourceId)).size).toBe(1);
    expect(end!.winnerId).not.toBe(end!.sourceId);
    expect(end!.scopePath).toBe(paths[3]);
  });

  it('fetches no envelope where all of them together are too much, and says how much they are', async () => {
    await put(3, { key: 'ONE', value: 'x'.repeat(1000) });
    await put(3, { key: 'TWO', value: 'x'.repeat(1000) });
    const scope = await authorize(rest.organization.ctx, anyKind(paths[3]!), 'secrets:list');
    const wanted = { names: ALL_NAMES, staged: false };
    const { rows, bytes } = await listDeliverables(rest.installation.database, scope, wanted, 2000);
    expect(bytes).toBe(2 * (1000 + 79));
    expect(rows.map(({ sealed }) => sealed)).toEqual([null, null]);
  });

  it('has the numbers of that moment even where nothing applies', async () => {
    const scope = await authorize(rest.organization.ctx, anyKind(paths[3]!), 'secrets:list');
    const wanted = { names: ALL_NAMES, staged: false };
    const read = () => listDeliverables(rest.installation.database, scope, wanted, MUCH);
    expect(await read()).toEqual({ rows: [], generations: { platform: 0n, app: 0n }, bytes: 0 });
    await put(0, { key: 'WIDE', value: 'x' });
    await put(1, { key: 'OF_TEAM', value: 'x' });
    await put(3, { key: 'OWN', value: 'x' });
    expect((await read()).generations).toEqual({ platform: 1n, app: 2n });
  });
});
