import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { readCallbackToken } from '@/lib/services/briefs/read-callback-token';
import type { Installation } from '@/lib/services/context';
import { readIntake } from '@/lib/services/intake/read-intake';
import { makeInvitation } from '@/lib/services/invitations/make-invitation';
import { readInvitation } from '@/lib/services/invitations/open-invitation';
import { readRecoveryLink } from '@/lib/services/recovery/complete-recovery';
import { findOwner } from '@/lib/services/recovery/find-owner';
import { startRecovery } from '@/lib/services/recovery/start-recovery';
import { restoreTo } from '@/lib/testing/backups';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { linkFor, sealSecret } from '@/lib/testing/intake';
import { makeMember, signIn } from '@/lib/testing/organization';
import { openRest, restOf } from '@/lib/testing/rest';
import type { Sender } from '@/lib/testing/rest';
import { createBackup, pathOfBackup } from './create-backup';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

type Door = (installation: Installation) => Promise<boolean>;

describeDatabase('a restore', (open) => {
  let file: string;
  let doors: Readonly<Record<string, Door>>;
  let machine: Door;
  let installation: Installation;
  let folder: string;

  const by =
    (sender: Sender): Door =>
    async (at) =>
      (await restOf(async () => at).send(sender, 'GET', '/scopes')).status === 200;
  const refusing =
    (act: (at: Installation) => Promise<unknown>): Door =>
    (at) =>
      act(at).then(
        () => true,
        (error: { code?: string }) => {
          if (error.code === 'not_found') return false;
          throw error;
        },
      );

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keystow-access-'));
    const rest = await openRest(await open(), { BACKUP_DIR: folder });
    ({ installation } = rest);
    const { ctx, owner, payments } = rest.organization;
    const other = await makeMember(rest.organization, 'other', 'owner', payments.team);
    const cookie = await signIn(installation, other.email);
    const link = await startRecovery(installation, await findOwner(installation, owner.email));
    const role = { role: 'viewer', scope: { kind: 'team', id: payments.team.id } } as const;
    const invited = await makeInvitation(ctx, { email: 'new@acme.example', grants: [role] });
    const asked = await sealSecret(ctx, payments.app.path, 'ASKED');
    const { holder } = await linkFor(ctx, [asked]);
    const brief = await rest.send(rest.machine, 'POST', '/briefs', {
      body: { app: payments.app.id, title: 'x', task: {}, secretRefs: ['ASKED'] },
    });
    const secret = invited.link.split('#')[1]!;
    doors = {
      'a session': by({ cookie }),
      'a one-time link': refusing((at) => readRecoveryLink(at, link.secret)),
      'an invitation': refusing((at) => readInvitation(at, { secret, address: '192.0.2.7' })),
      'an intake link': refusing((at) => readIntake(at, holder)),
      'a callback token': async (at) =>
        (await readCallbackToken(at, String(brief.json['callbackToken']))) !== null,
    };
    machine = by(rest.machine);
    file = pathOfBackup(ctx, await createBackup(ctx));
    return () => rm(folder, { recursive: true });
  });

  const openAt = async (at: Installation) => {
    const all = await Promise.all(
      Object.entries(doors).map(async ([name, door]) => ((await door(at)) ? [name] : [])),
    );
    return all.flat();
  };
  const restored = async (database: Database, revokeTokens: boolean) => {
    await restoreTo(database, file, { revokeTokens });
    return testInstallation(database, { BACKUP_DIR: folder });
  };

  it('lets nobody in by a session, one-time link, invitation, intake link or callback token, and by a machine token as it was answered', async () => {
    expect(await openAt(installation)).toEqual(Object.keys(doors));
    expect(await machine(installation)).toBe(true);
    const kept = await restored(await open({ migrated: false }), false);
    expect(await openAt(kept)).toEqual([]);
    expect(await machine(kept)).toBe(true);
    const revoked = await restored(await open({ migrated: false }), true);
    expect(await openAt(revoked)).toEqual([]);
    expect(await machine(revoked)).toBe(false);
  });
});
