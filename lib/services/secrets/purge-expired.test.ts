import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { DAY_MS } from '@/lib/domain/durations';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { PLATFORM_SCOPE } from '../access/authorize';
import { log } from '../log';
import { purgeExpired } from './purge-expired';
import { putSecret } from './put-secrets';

describeDatabases('the purge of what is over its time', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let other: TestOrganization;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
    other = await makeOrganization(acme.ctx.installation, 'other');
  });

  /** Seals a secret and moves it to the bin, `days` ago. */
  async function bin({ ctx, id }: TestOrganization, key: string, days: number): Promise<void> {
    const plaintext = Plaintext.fromText('x');
    await putSecret(ctx, PLATFORM_SCOPE, { key, plaintext, format: 'utf8' });
    await database.prisma.secret.updateMany({
      where: { organizationId: id, name: key },
      data: { deletedAt: new Date(Date.now() - days * DAY_MS) },
    });
  }

  it('goes on with the others where the audit log of one organization was tampered with', async () => {
    for (const [days, key] of [
      [90, 'OLDEST'],
      [40, 'OLD'],
    ] as const) {
      await bin(acme, key, days);
      await bin(other, key, days - 5);
    }
    const left = async ({ id }: TestOrganization) =>
      database.prisma.secret.count({ where: { organizationId: id } });
    const head = await database.prisma.auditHead.findUniqueOrThrow({ where: { chainId: acme.id } });
    const setMac = (mac: Uint8Array<ArrayBuffer>) =>
      database.prisma.auditHead.update({ where: { chainId: acme.id }, data: { mac } });
    await setMac(Uint8Array.from(head.mac, (byte) => byte ^ 1));
    const told = vi.spyOn(log, 'error').mockImplementation(() => undefined);
    onTestFinished(() => told.mockRestore());

    expect(await purgeExpired(acme.ctx.installation)).toBe(2);
    expect([await left(acme), await left(other)]).toEqual([2, 0]);
    expect(told).toHaveBeenCalledOnce();
    expect(told.mock.calls[0]?.[0]).toMatchObject({
      organizationId: acme.id,
      err: { code: 'tampered' },
    });

    await setMac(Uint8Array.from(head.mac));
    expect(await purgeExpired(acme.ctx.installation)).toBe(2);
    expect(await left(acme)).toBe(0);
  });
});
