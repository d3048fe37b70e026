import { beforeAll, expect, it } from 'vitest';
import { makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import type { HarnessBackend } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { createToken } from '@/lib/services/tokens/create-token';
import { makeToken } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest } from '@/lib/testing/rest';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret';

describeDatabase('a place at a backend that a secret of another team has', (open) => {
  let rest: Rest;
  let harness: HarnessBackend;
  let billing: string;
  let other: string;
  let editor: { token: string };

  beforeAll(async () => {
    rest = await openRest(await open());
    const { organization } = rest;
    [billing, other] = [organization.payments.app.id, organization.search.team.id];
    harness = openHarness(rest.installation);
    const { team } = organization.payments;
    const aws = { kind: 'aws', writable: true, settings: { region: 'eu-west-1' } } as const;
    await makeConnector(organization, { ...aws, slug: 'wide', allowed: ['*'] });
    await makeConnector(organization, { ...aws, slug: 'narrow', allowed: ['*'], scope: team });
    const settings = { address: 'https://vault.example.org', mount: 'kv' };
    const vault = { kind: 'vault', writable: true, allowed: ['*'] } as const;
    await makeConnector(organization, { ...vault, slug: 'vault', settings });
    await makeConnector(organization, {
      ...vault,
      slug: 'below',
      scope: team,
      settings: { ...settings, mount: 'other' },
    });
    const permissions = ['secrets:list', 'secrets:write', 'secrets:delete'] as const;
    editor = { token: await makeToken(organization, team, [...permissions]) };
    for (const body of [
      { key: 'THEIRS', connector: 'wide', reference: `${ARN}:shared/db-AbCdEf?key=password` },
      { key: 'THEIR_FIELD', connector: 'vault', reference: 'shared/db?key=password' },
    ]) {
      const made = await rest.send(rest.machine, 'POST', `/teams/${other}/secrets`, { body });
      expect(made.status, made.text).toBe(201);
    }
  });

  const put = (body: object): Promise<Answer> =>
    rest.send(editor, 'POST', `/apps/${billing}/secrets`, { body });
  const codeOf = ({ status, json }: Answer): unknown[] => [
    status,
    (json['errors'] as { code: string }[] | undefined)?.[0]?.code,
  ];

  it.each([
    ['by its name', { connector: 'narrow', reference: 'shared/db' }],
    ['by its ARN without the random end', { connector: 'wide', reference: `${ARN}:shared/db` }],
    ['by another member of it', { connector: 'wide', reference: 'shared/db?key=user' }],
    ['at a stage', { connector: 'wide', reference: 'shared/db?stage=AWSPREVIOUS' }],
    ['by another field', { connector: 'vault', reference: 'shared/db?key=user' }],
    ['by its mount', { connector: 'below', reference: 'shared/db?mount=kv&key=password' }],
  ])('is neither referred to nor written: %s', async (_, where) => {
    harness.asked.length = 0;
    const referred = await put({ key: 'MINE', ...where });
    expect(codeOf(referred)).toEqual([409, 'place_taken']);
    expect(referred.text).not.toContain('THEIR');
    const written = await put({ key: 'MINE', ...where, value: 'canary-mine' });
    expect(codeOf(written)).toEqual([409, 'place_taken']);
    expect(harness.asked).toEqual([]);
  });

  it('is free for whoever may write that secret as well, and elsewhere', async () => {
    const body = { key: 'SHARED', connector: 'narrow', reference: 'shared/db' };
    const path = `/apps/${billing}/secrets`;
    expect((await rest.send(rest.machine, 'POST', path, { body })).status).toBe(201);
    // What describes it stays changeable, its value and its place do not.
    expect((await put({ ...body, description: 'Theirs' })).status).toBe(200);
    expect(codeOf(await put({ ...body, value: 'canary-mine' }))).toEqual([409, 'place_taken']);
    const elsewhere = { key: 'FREE', connector: 'narrow', reference: 'shared/db2' };
    expect((await put({ ...elsewhere, value: 'canary-mine' })).status).toBe(201);
  });

  it('is not deleted there while that secret refers to it, which is counted or named', async () => {
    harness.keep('shared/db', 'canary-shared');
    const remove = (sender: { token: string }) =>
      rest.send(sender, 'DELETE', `/apps/${billing}/secrets/SHARED?backend=true`);
    const refused = await remove(editor);
    expect(codeOf(refused)).toEqual([409, 'place_in_use']);
    expect(refused.json['candidates']).toEqual([]);
    expect(refused.text).toContain('1 of them you may not see');
    const named = await remove(rest.machine);
    expect(codeOf(named)).toEqual([409, 'place_in_use']);
    expect(named.json['candidates']).toEqual(['search/THEIRS']);
    expect(harness.held.has('shared/db')).toBe(true);
  });

  it('counts beyond the names that a token is limited to', async () => {
    const mine = { connector: 'narrow', reference: 'named/db' };
    expect((await put({ key: 'MY_DB', ...mine })).status).toBe(201);
    const { app } = rest.organization.payments;
    const token = { name: 'web', permissions: ['secrets:write' as const], namePatterns: ['WEB_*'] };
    const at = { scope: { kind: app.kind, id: app.id } };
    const limited = await createToken(rest.organization.ctx, { ...token, ...at });
    const body = { key: 'WEB_DB', ...mine };
    const refused = await rest.send(limited, 'POST', `/apps/${billing}/secrets`, { body });
    expect(codeOf(refused)).toEqual([409, 'place_taken']);
  });
});
