import { beforeAll, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import type { KeystowError } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind, authorize, PLATFORM_SCOPE } from '../access/authorize';
import type { Installation } from '../context';
import { recorded } from '../recorded';
import { deleteSecret } from './delete-secret';
import { destroyVersion } from './destroy-version';
import { listVersions } from './list-versions';
import { discardStaged, promoteSecret, undoneEvent, undoPromotionIn } from './promote-versions';
import { putSecret } from './put-secrets';
import { stageSecret } from './stage-secret';

describeDatabase('a staged version', (open) => {
  let database: Database;
  let installation: Installation;
  let acme: TestOrganization;

  beforeAll(async () => {
    database = await open();
    installation = await testInstallation(database);
    acme = await makeOrganization(installation);
  });

  const valued = (key: string, value: string) =>
    ({ key, plaintext: Plaintext.fromText(value), format: 'utf8' }) as const;
  const put = async (key: string, value: string) =>
    (await putSecret(acme.ctx, PLATFORM_SCOPE, valued(key, value))).secret;
  const stage = (key: string, value: string) =>
    stageSecret(acme.ctx, PLATFORM_SCOPE, valued(key, value));
  const promote = (key: string, version: number) =>
    promoteSecret(acme.ctx, PLATFORM_SCOPE, key, version);
  const states = async (key: string) =>
    (await listVersions(acme.ctx, PLATFORM_SCOPE, key)).items.map((item) => item.state);
  const codes = async (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      ({ code, extras }: KeystowError) => [code, ...(extras.issues ?? []).map((one) => one.code)],
    );
  const opened = async (id: string) => (await openCurrentValue(installation, id)).toString();
  const undo = async (key: string, typeId: string, undone: number, back: number) => {
    const scope = await authorize(acme.ctx, PLATFORM_SCOPE, 'secrets:write', [key]);
    const secretId = fromTypeId(['secret'], typeId)!;
    return recorded(
      acme.ctx,
      (tx) => undoPromotionIn(acme.ctx, tx, scope, [{ secretId, undone, back }]),
      (moved) => ({ in: scope, events: moved.map((one) => undoneEvent(one, scope)) }),
    );
  };

  it('waits beside the current one, which stays what is delivered', async () => {
    await put('WAITS', 'one');
    const staged = await stage('WAITS', 'two');
    expect(staged).toMatchObject({ version: 1 });
    expect(await states('WAITS')).toEqual(['staged', 'current']);
    expect(await opened(staged.id)).toBe('one');
  });

  it('takes the place of the current one, which is kept as the previous', async () => {
    const { id } = await put('TAKES', 'one');
    await stage('TAKES', 'two');
    expect(await promote('TAKES', 2)).toMatchObject({ version: 2 });
    expect(await states('TAKES')).toEqual(['current', 'previous']);
    expect(await opened(id)).toBe('two');
    expect(await codes(promote('TAKES', 2))).toEqual(['conflict', 'not_staged']);
  });

  it('is put back as it was, while both stand as they were left', async () => {
    const { id } = await put('BACK', 'one');
    await stage('BACK', 'two');
    await promote('BACK', 2);
    await undo('BACK', id, 2, 1);
    expect(await states('BACK')).toEqual(['staged', 'current']);
    expect(await opened(id)).toBe('one');
    await promote('BACK', 2);
    await put('BACK', 'three');
    expect(await codes(undo('BACK', id, 2, 1))).toEqual(['conflict', 'changed_meanwhile']);
    expect(await opened(id)).toBe('three');
  });

  it('is retired by another one, and by being discarded; it survives a plain save', async () => {
    await put('RETIRED', 'one');
    await stage('RETIRED', 'two');
    await stage('RETIRED', 'three');
    expect(await states('RETIRED')).toEqual(['staged', 'retired', 'current']);
    await put('RETIRED', 'four');
    expect(await states('RETIRED')).toEqual(['current', 'staged', 'retired', 'previous']);
    expect(await codes(discardStaged(acme.ctx, PLATFORM_SCOPE, 'RETIRED', 2))).toEqual([
      'conflict',
      'not_staged',
    ]);
    await discardStaged(acme.ctx, PLATFORM_SCOPE, 'RETIRED', 3);
    expect(await states('RETIRED')).toEqual(['current', 'retired', 'retired', 'previous']);
  });

  it('is not promoted without its value', async () => {
    await put('DESTROYED', 'one');
    await stage('DESTROYED', 'two');
    await destroyVersion(acme.ctx, PLATFORM_SCOPE, 'DESTROYED', 2);
    expect(await codes(promote('DESTROYED', 2))).toEqual(['conflict', 'not_staged']);
    expect(await states('DESTROYED')).toEqual(['destroyed', 'current']);
  });

  it('has the parts of the current one, so that no name comes or goes with it', async () => {
    const parts = (value: object) =>
      ({
        key: 'PARTS',
        plaintext: Plaintext.fromText(JSON.stringify(value)),
        format: 'object',
      }) as const;
    const tokens = { access_token: 'one of many', refresh_token: 'two of many' };
    await putSecret(acme.ctx, PLATFORM_SCOPE, { ...parts(tokens), type: 'oauth_tokens' });
    const work = stageSecret(acme.ctx, PLATFORM_SCOPE, parts({ access_token: 'three of many' }));
    expect(await codes(work)).toEqual(['conflict', 'other_parts']);
    expect(await states('PARTS')).toEqual(['current']);
  });

  it('is written by those who may write the secret, and only for one that is there', async () => {
    const app = anyKind('payments.production.billing');
    await putSecret(acme.ctx, app, valued('RIGHTS', 'one'));
    const member = await makeMember(acme, 'sees', 'viewer', acme.payments.team);
    const viewer = contextOf(installation, member);
    expect(await codes(stageSecret(viewer, app, valued('RIGHTS', 'two')))).toEqual(['forbidden']);
    await put('RIGHTS', 'one');
    expect(await codes(stage('ABSENT', 'two'))).toEqual(['not_found']);
    await stage('RIGHTS', 'two');
    await deleteSecret(acme.ctx, PLATFORM_SCOPE, 'RIGHTS');
    expect(await codes(promote('RIGHTS', 2))).toEqual(['not_found']);
  });

  it('tells the log its number and never its value', async () => {
    const { id } = await put('LOGGED', 'one');
    await stage('LOGGED', 'a canary in a mine');
    await promote('LOGGED', 2);
    await undo('LOGGED', id, 2, 1);
    await discardStaged(acme.ctx, PLATFORM_SCOPE, 'LOGGED', 2);
    const rows = await database.prisma.auditEvent.findMany({
      where: { targetId: fromTypeId(['secret'], id)! },
      orderBy: { number: 'asc' },
    });
    expect(rows.map(({ action }) => action)).toEqual([
      'secret.created',
      'secret.staged',
      'secret.promoted',
      'secret.promotion_undone',
      'secret.stage_discarded',
    ]);
    expect(rows.map(({ text }) => text).join()).not.toContain('canary');
  });
});
