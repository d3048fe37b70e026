import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { actorOfRequest } from '@/lib/auth/actor-of-request';
import { reissuedCookie } from '@/lib/auth/reissue-session';
import type { Database } from '@/lib/db/connection/database';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeOrganization, signIn } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import type { Installation } from '../../context';
import { joinNodes } from '../../nodes/join-nodes';
import { finishJwtRotation } from './finish-jwt-rotation';
import { noteDeployedJwtSecret } from './note-deployed-jwt-secret';
import { readJwtStatus } from './read-jwt-status';

describeDatabases('a JWT secret changed by the environment', (open, kind) => {
  const [old, next] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  let database: Database;
  let acme: TestOrganization;
  let before: Installation;
  let cookie: string;

  beforeAll(async () => {
    database = await open();
    before = await testInstallation(database, { JWT_SECRET: old });
    acme = await makeOrganization(before);
    cookie = await signIn(before, acme.owner.email);
  });

  const start = async (settings: Readonly<Record<string, string>>) => {
    const installation = await testInstallation(database, settings);
    await noteDeployedJwtSecret(installation);
    return installation;
  };
  const statusOf = (installation: Installation) =>
    readJwtStatus(contextOf(installation, acme.owner));

  it('keeps every session, signs it again, and is told by the log once', async () => {
    await noteDeployedJwtSecret(before);
    expect((await statusOf(before)).history).toEqual([]);
    const during = await start({ JWT_SECRET: next, JWT_SECRET_PREVIOUS: old });
    await noteDeployedJwtSecret(during);
    const asks = (sent: string) => actorOfRequest(during, new Headers({ cookie: sent }));
    expect(await asks(cookie)).not.toBeNull();
    const status = await statusOf(during);
    expect(status).toMatchObject({
      source: 'JWT_SECRET',
      step: 'move',
      rotatesItself: false,
      previous: { kid: before.jwt.current.kid, sessions: 1, source: 'JWT_SECRET_PREVIOUS' },
    });
    expect(status.history).toMatchObject([{ action: 'jwt.rotated', by: 'start' }]);
    const ends = Date.parse(status.previous!.lastEndsAt!) - Date.now();
    expect(ends).toBeGreaterThan(11 * 3_600_000);
    expect(ends).toBeLessThanOrEqual(12 * 3_600_000);

    cookie = (await reissuedCookie(during, cookie))!.split(';')[0]!;
    expect(await asks(cookie)).not.toBeNull();
    expect(await statusOf(during)).toMatchObject({ step: 'remove', previous: { sessions: 0 } });
    await expect(finishJwtRotation(contextOf(during, acme.owner))).rejects.toMatchObject({
      extras: { issues: [{ code: 'deployed_elsewhere' }] },
    });

    const after = await start({ JWT_SECRET: next });
    expect(await actorOfRequest(after, new Headers({ cookie }))).not.toBeNull();
    const { step, history } = await statusOf(after);
    expect(step).toBe('new');
    expect(history.map(({ action }) => action)).toEqual(['jwt.previous_removed', 'jwt.rotated']);
  });

  it('signs with the old secret until every running node knows the new one', async () => {
    if (kind === 'embedded') return;
    const leaveOld = await joinNodes(await testInstallation(database, { JWT_SECRET: old }));
    const turned = await testInstallation(database, {
      JWT_SECRET: next,
      JWT_SECRET_PREVIOUS: old,
    });
    const leave = await joinNodes(turned);
    expect(turned.jwt.signer.kid).toBe(before.jwt.current.kid);
    expect(await statusOf(turned)).toMatchObject({ step: 'deploy', signs: before.jwt.current.kid });
    await Promise.all([leaveOld(), leave()]);
    const leaveAlone = await joinNodes(turned);
    expect(turned.jwt.signer.kid).toBe(turned.jwt.current.kid);
    await leaveAlone();
  });
});
