import { beforeEach, expect, it } from 'vitest';
import type { Installation } from '@/lib/services/context';
import { EnvRefusal } from '@/lib/env';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { plain } from '@/lib/testing/second-factor';
import { refuseWeakAdmin } from './check-admin-password';
import { bootstrapAdministrator, completeSetup } from './complete-setup';
import { issueSetupLink, needsSetup } from './setup-link';

const STRONG = 'four quiet grey herons';
const WEAK = [
  ['short', 'password_length'],
  ['password1234', 'password_weak'],
  ['ada@heron.example', 'password_weak'],
  ['Heron Works Ada', 'password_weak'],
  ['aaaaaaaaaaaaaaaaaaaaaa', 'password_weak'],
] as const;

describeDatabase('the first administrator', (open) => {
  let installation: Installation;
  beforeEach(async () => {
    installation = await testInstallation(await open());
  });

  const setUp = (link: string, password: string) =>
    completeSetup(
      installation,
      { link, organization: 'Heron Works', name: 'Ada', email: 'ada@heron.example' },
      plain(password),
    );

  it('does not choose a weak password, and may try again with the same link', async () => {
    const link = (await issueSetupLink(installation))!;
    for (const [password, code] of WEAK) {
      const refused: unknown = await setUp(link, password).catch((error: unknown) => error);
      expect(refused).toMatchObject({
        code: 'rule_broken',
        extras: { issues: [{ pointer: '/password', code }] },
      });
      expect(String(refused)).not.toContain(password);
    }
    expect(await needsSetup(installation)).toBe(true);
    await setUp(link, STRONG);
    expect(await needsSetup(installation)).toBe(false);
  });

  it('is not made from a weak KEYSTOW_ADMIN_PASSWORD: the start says what to do', async () => {
    const email = 'ops@heron.example';
    const settings = { KEYSTOW_ADMIN_EMAIL: email, KEYSTOW_ADMIN_PASSWORD: 'password1234' };
    const weak = await testInstallation(installation.database, settings);
    for (const attempt of [
      refuseWeakAdmin(weak.env, weak.database),
      bootstrapAdministrator(weak, email, plain('password1234')),
    ]) {
      const refused: unknown = await attempt.catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(EnvRefusal);
      expect(String(refused)).toMatch(/^EnvRefusal: KEYSTOW_ADMIN_PASSWORD: expected 12 to 1024/);
      expect(String(refused)).not.toContain('password1234');
    }
    expect(await needsSetup(installation)).toBe(true);
    expect(await bootstrapAdministrator(weak, email, plain(STRONG))).toBe(true);
    // Once somebody exists the variable is ignored, so it stops no start either.
    await refuseWeakAdmin(weak.env, weak.database);
  });
});
