import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from 'pg';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { describePostgres } from '@/lib/testing/database';
import type { TestOrganization } from '@/lib/testing/organization';
import { openTwoNodes } from '@/lib/testing/two-nodes';
import type { TwoNodes } from '@/lib/testing/two-nodes';
import { waitingForLocks } from '@/lib/testing/waiting-for-locks';
import { anyKind } from '../access/authorize';
import type { Context } from '../context';
import { putSecret } from '../secrets/put-secrets';
import { createToken } from '../tokens/create-token';
import { createScope } from './create-scope';
import { deleteScope } from './delete-scope';

describePostgres('deleting a scope that others write into', (serverUrl) => {
  let two: TwoNodes;
  let nodes: TwoNodes['nodes'];
  let acme: TestOrganization;
  /** The owner, as another node sees him. */
  let elsewhere: Context;

  beforeAll(async () => {
    two = await openTwoNodes(serverUrl);
    ({ nodes, acme, elsewhere } = two);
  });

  afterAll(() => two.close());

  const uuid = (scope: ScopeSummary) => fromTypeId(SCOPE_KINDS, scope.id)!;
  const make = (kind: 'team' | 'workspace' | 'app', slug: string, parent?: ScopeSummary) =>
    createScope(acme.ctx, { kind, slug, name: slug, ...(parent ? { parent: parent.id } : {}) });
  const branch = async (slug: string) => {
    const team = await make('team', slug);
    const workspace = await make('workspace', 'production', team);
    return { team, workspace, app: await make('app', 'billing', workspace) };
  };
  const put = (ctx: Context, scope: ScopeSummary, key: string) =>
    putSecret(ctx, anyKind(scope.id), { key, plaintext: Plaintext.fromText('x'), format: 'utf8' });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );

  /** Everything that is left at or below a deleted team, over all tables. */
  async function remains(team: ScopeSummary) {
    const { rows } = await nodes[0].pool.query<Record<string, number>>(
      `WITH here AS (SELECT * FROM scope WHERE lineage @> ARRAY[$1::uuid])
       SELECT (SELECT count(*)::int FROM here WHERE deleted_at IS NULL) AS scopes,
              (SELECT count(*)::int FROM secret WHERE scope_id IN (SELECT id FROM here)) AS secrets,
              (SELECT count(*)::int FROM data_key WHERE owner_id IN (SELECT id FROM here)) AS keys,
              (SELECT count(*)::int FROM key_head WHERE owner_id IN (SELECT id FROM here)) AS heads,
              (SELECT count(*)::int FROM token WHERE revoked_at IS NULL
                  AND scope_id IN (SELECT id FROM here)) AS tokens`,
      [uuid(team)],
    );
    return rows[0];
  }

  const NOTHING = { scopes: 0, secrets: 0, keys: 0, heads: 0, tokens: 0 };

  it('lets a write of another node that waited for it end with 404, and keeps nothing of it', async () => {
    const { team, workspace, app } = await branch('waited');
    await put(elsewhere, app, 'BEFORE');
    const holder = new Client({ connectionString: two.url });
    await holder.connect();
    try {
      // The deletion stops at the last lock of its order, with all others taken.
      await holder.query('BEGIN');
      await holder.query('SELECT FROM audit_head WHERE chain_id = $1 FOR UPDATE', [acme.id]);
      const deletion = codeOf(deleteScope(acme.ctx, anyKind(team.id), 'waited'));
      await waitingForLocks(holder, 'transactionid', 1);
      const late = [
        codeOf(put(elsewhere, app, 'BEFORE')),
        codeOf(put(elsewhere, workspace, 'LATE')),
        codeOf(createScope(elsewhere, { kind: 'app', slug: 'l', name: 'l', parent: workspace.id })),
        codeOf(
          createToken(elsewhere, {
            name: 'late',
            permissions: ['secrets:list'],
            scope: { kind: 'app', id: app.id },
          }),
        ),
      ];
      await waitingForLocks(holder, 'advisory', late.length);
      await holder.query('COMMIT');
      expect(await deletion).toBe('done');
      expect(await Promise.all(late)).toEqual(late.map(() => 'not_found'));
    } finally {
      await holder.end();
    }
    expect(await remains(team)).toEqual(NOTHING);
  });

  it('in a storm of writers from two nodes, parent and child at once, leaves nothing half', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { team, workspace, app } = await branch(`storm-${round}`);
      const writers = Array.from({ length: 12 }, async (_, writer) => {
        const ctx = writer % 2 === 0 ? acme.ctx : elsewhere;
        const codes: string[] = [];
        for (let turn = 0; codes.at(-1) !== 'not_found' && turn < 200; turn += 1) {
          const scope = writer % 3 === 0 ? workspace : app;
          const body = { kind: 'app', slug: `w${writer}-${turn}`, name: 'w' } as const;
          codes.push(
            writer < 10
              ? await codeOf(put(ctx, scope, `KEY_${writer}_${turn % 3}`))
              : await codeOf(createScope(ctx, { ...body, parent: workspace.id })),
          );
        }
        return codes;
      });
      const deletions = await Promise.all([
        codeOf(deleteScope(acme.ctx, anyKind(app.id), app.path)),
        codeOf(deleteScope(elsewhere, anyKind(workspace.id), workspace.path)),
        codeOf(deleteScope(acme.ctx, anyKind(team.id), team.path)),
      ]);
      expect(deletions[2]).toBe('done');
      expect(deletions.filter((code) => !['done', 'not_found'].includes(code))).toEqual([]);
      const codes = (await Promise.all(writers)).flat();
      expect(codes.filter((code) => !['done', 'not_found'].includes(code))).toEqual([]);
      expect(await remains(team)).toEqual(NOTHING);
    }
  });

  it('leaves no node with a key of it in memory', async () => {
    const { team, app } = await branch('forgotten');
    await put(acme.ctx, app, 'KEY');
    await put(elsewhere, app, 'KEY');
    const [key] = await nodes[0].prisma.dataKey.findMany({ where: { ownerId: uuid(app) } });
    const opens = (ctx: Context, node: Database) =>
      codeOf(ctx.installation.keys.opening(node.prisma, key!.id));
    expect([await opens(acme.ctx, nodes[0]), await opens(elsewhere, nodes[1])]).toEqual([
      'done',
      'done',
    ]);
    await deleteScope(acme.ctx, anyKind(team.id), 'forgotten');
    expect(await opens(acme.ctx, nodes[0])).toBe('tampered');
    await elsewhere.installation.keys.forgetDeleted(nodes[1].prisma);
    expect(await opens(elsewhere, nodes[1])).toBe('tampered');
  });
});
