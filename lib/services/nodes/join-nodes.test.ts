import { beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { JwtRing } from '../keys/jwt/jwt-ring';
import { joinNodes } from './join-nodes';

const OTHER_JWT_SECRET = 'Kp7-zr2_Wq9vBn4xTd6mGc3yLs8jHf5u';

describeDatabases('nodes of one database', (open, kind) => {
  let database: Database;

  beforeEach(async () => {
    database = await open();
  });

  it('are listed while they run', async () => {
    const leave = await joinNodes(await testInstallation(database));
    expect(await database.prisma.node.count()).toBe(1);
    await leave();
    expect(await database.prisma.node.count()).toBe(0);
  });

  it('are refused when they sign sessions with a secret that a running one does not know', async () => {
    const first = await testInstallation(database);
    const leave = await joinNodes(first);
    const other = await testInstallation(database, { JWT_SECRET: OTHER_JWT_SECRET });
    if (kind === 'postgres') {
      await expect(joinNodes(other)).rejects.toMatchObject({ code: 'jwt_secret_differs' });
    }
    const { current, source, currentText } = other.jwt;
    const previous = { ...first.jwt.current, source: 'JWT_SECRET_PREVIOUS' } as const;
    const rotating = { ...other, jwt: new JwtRing({ current, source, currentText, previous }) };
    const leaveToo = await joinNodes(rotating);
    await Promise.all([leave(), leaveToo()]);
  });

  it('do not stand in the way of a new one once they have been silent for a minute', async () => {
    const leave = await joinNodes(await testInstallation(database));
    await database.prisma.node.updateMany({
      data: { heartbeatAt: new Date(Date.now() - 61_000) },
    });
    const other = await testInstallation(database, { JWT_SECRET: OTHER_JWT_SECRET });
    await (
      await joinNodes(other)
    )();
    await leave();
  });
});
