import { beforeEach, expect, it } from 'vitest';
import { describeDatabases } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { fromTypeId } from '@/lib/domain/ids';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import { putSecret } from '../secrets/put-secrets';
import { anyKind } from '../access/authorize';
import { Plaintext } from '@/lib/domain/plaintext';
import { recorded } from '../recorded';

describeDatabases('the generation of a scope', (open) => {
  let rest: Rest;
  let app: string;
  let team: string;

  beforeEach(async () => {
    rest = await openRest(await open());
    app = rest.organization.payments.app.id;
    team = rest.organization.payments.team.id;
  });

  async function call(
    method: string,
    path: string,
    body?: object,
  ): Promise<Record<string, unknown>> {
    const { status, text, json } = await rest.send(
      rest.machine,
      method,
      path,
      body ? { body } : {},
    );
    expect(status, text).toBeLessThan(300);
    return json;
  }

  async function generationOf(typeId: string): Promise<number> {
    const id = fromTypeId(SCOPE_KINDS, typeId)!;
    const row = await rest.installation.database.prisma.scopeGeneration.findUnique({
      where: { scopeId: id },
    });
    return Number(row?.generation ?? 0);
  }

  /** What the act adds to the numbers of the app, its team, and an app elsewhere. */
  async function raisedBy(act: () => Promise<unknown>): Promise<number[]> {
    const scopes = [app, team, rest.organization.search.app.id];
    const before = await Promise.all(scopes.map(generationOf));
    await act();
    const after = await Promise.all(scopes.map(generationOf));
    return after.map((one, index) => one - before[index]!);
  }

  const own = () => `/apps/${app}/secrets`;

  it('grows with every act that changes what the scope delivers, by one', async () => {
    const put = (value: string) => call('POST', own(), { key: 'KEY', value });
    expect(await raisedBy(() => put('one')), 'created').toEqual([1, 0, 0]);
    expect(await raisedBy(() => put('two')), 'replaced').toEqual([1, 0, 0]);
    const rolled = () => call('POST', `${own()}/KEY/rollback`, { version: 1 });
    expect(await raisedBy(rolled), 'rolled back').toEqual([1, 0, 0]);
    const described = () => call('PATCH', `${own()}/KEY`, { delivery: 'file' });
    expect(await raisedBy(described), 'described').toEqual([1, 0, 0]);
    const destroyed = () => call('DELETE', `${own()}/KEY/versions/1`);
    expect(await raisedBy(destroyed), 'destroyed').toEqual([1, 0, 0]);
    const deleted = () => call('DELETE', `${own()}/KEY`);
    expect(await raisedBy(deleted), 'deleted').toEqual([1, 0, 0]);
    const bin = (await call('GET', `/apps/${app}/bin`))['items'] as { id: string }[];
    const restored = () => call('POST', `/apps/${app}/bin/${bin[0]!.id}/restore`);
    expect(await raisedBy(restored), 'restored').toEqual([1, 0, 0]);
    const imported = () =>
      call('POST', `${own()}/import`, { format: 'dotenv', text: 'A=1\nB=2\nKEY=3', apply: true });
    expect(await raisedBy(imported), 'imported').toEqual([1, 0, 0]);
    await call('POST', `/teams/${team}/secrets`, { key: 'REAL', value: 'one' });
    const aliased = () => call('POST', own(), { key: 'ALIAS', aliasOf: 'REAL' });
    expect(await raisedBy(aliased), 'aliased').toEqual([1, 0, 0]);
  });

  it('grows where aliases are, however many links away, when what they stand for changes', async () => {
    await call('POST', `/teams/${team}/secrets`, { key: 'REAL', value: 'one' });
    const { workspace } = rest.organization.payments;
    await call('POST', `/workspaces/${workspace.id}/secrets`, { key: 'MIDDLE', aliasOf: 'REAL' });
    await call('POST', own(), { key: 'END', aliasOf: 'MIDDLE' });
    const between = await generationOf(workspace.id);
    const replaced = () => call('POST', `/teams/${team}/secrets`, { key: 'REAL', value: 'two' });
    expect(await raisedBy(replaced)).toEqual([1, 1, 0]);
    expect(await generationOf(workspace.id)).toBe(between + 1);
    const deleted = () => call('DELETE', `/teams/${team}/secrets/REAL?confirm=REAL`);
    expect(await raisedBy(deleted)).toEqual([1, 1, 0]);
  });

  it('stays where nothing changed: reads, dry runs, refusals, and what fails at the last moment', async () => {
    await call('POST', own(), { key: 'KEY', value: 'one' });
    const text = 'KEY=two';
    const quiet = async () => {
      await call('GET', own());
      await call('POST', `${own()}/import`, { format: 'dotenv', text });
      await rest.send(rest.machine, 'POST', own(), { body: { key: 'PATH', value: 'x' } });
    };
    expect(await raisedBy(quiet)).toEqual([0, 0, 0]);
    const { ctx } = rest.organization;
    const event = {
      action: 'secret.deleted',
      secret: { id: ctx.actor.kind === 'user' ? ctx.actor.id : '', name: 'KEY', version: 1 },
      scope: { kind: 'app', id: fromTypeId(['app'], app)!, path: 'x' },
    };
    const failing = recorded(
      ctx,
      async (tx) => {
        await tx.$executeRaw`CREATE TABLE half_done (id int)`;
        await tx.$executeRaw`ALTER TABLE half_done ADD UNIQUE (id) DEFERRABLE INITIALLY DEFERRED`;
        await tx.$executeRaw`INSERT INTO half_done VALUES (1), (1)`;
      },
      () => ({ in: { organizationId: rest.organization.id }, events: [event as never] }),
    );
    expect(await raisedBy(() => failing.catch(() => undefined))).toEqual([0, 0, 0]);
  });

  it('every change of several writers at once is counted', async () => {
    const before = await generationOf(app);
    const names = Array.from({ length: 8 }, (_, index) => `KEY_${index}`);
    await Promise.all(
      names.map((key) =>
        putSecret(rest.organization.ctx, anyKind(app), {
          key,
          plaintext: Plaintext.fromText('x'),
          format: 'utf8',
        }),
      ),
    );
    expect(await generationOf(app)).toBe(before + names.length);
  });
});
