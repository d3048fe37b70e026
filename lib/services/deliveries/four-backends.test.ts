import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { DOWN, throttling } from '@/lib/testing/backends/loopback-server';
import { describeMoto, MOTO_CREDENTIALS } from '@/lib/testing/backends/moto-server';
import { startStrictVault } from '@/lib/testing/backends/strict-vault';
import type { StrictVault } from '@/lib/testing/backends/strict-vault';
import { describeDatabase } from '@/lib/testing/database';
import { RUNNER, takeOf } from '@/lib/testing/deliveries';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest } from '@/lib/testing/rest';
import { createConnector } from '../backends/create-connector';

const { region, ...keys } = MOTO_CREDENTIALS;
const LONG_MS = 60_000;

/** Each with its own words: none may be found where it does not belong. */
const VALUES = {
  IN_DATABASE: 'canary-in-database-1f6b',
  IN_AWS: 'canary-in-aws-77c0',
  IN_VAULT: 'canary-in-vault-d09e',
  IN_FILE: 'canary-in-file-52aa',
};

describeMoto('an app whose secrets live in four places', (moto) => {
  describeDatabase('of which one is this database', (open) => {
    let rest: Rest;
    let vault: StrictVault;
    let folder: string;
    let app: string;

    beforeAll(async () => {
      await moto().reset();
      vault = await startStrictVault();
      await vault.addMount('kv');
      folder = await mkdtemp(path.join(tmpdir(), 'keystow-four-'));
      const file = path.join(folder, 'app.env');
      await writeFile(file, `IN_FILE=${VALUES.IN_FILE}\n`);
      const operator = { ENV_BACKEND_PATHS: folder, BACKEND_PRIVATE_HOSTS: '127.0.0.1' };
      rest = await openRest(await open(), operator);
      app = rest.organization.payments.app.id;
      const sealed = (credentials: object) =>
        Object.fromEntries(
          Object.entries(credentials).map(([name, text]) => [
            name,
            Plaintext.fromText(String(text)),
          ]),
        );
      const { ctx } = rest.organization;
      await createConnector(ctx, {
        ...{ kind: 'aws', slug: 'cloud', name: 'Cloud', writable: true },
        settings: { region, identity: 'credentials', endpoint: moto().url },
        credentials: sealed(keys),
      });
      await createConnector(ctx, {
        ...{ kind: 'vault', slug: 'vault', name: 'Vault', writable: true },
        settings: { address: vault.url, mount: 'kv', auth: 'token' },
        credentials: sealed({ token: vault.rootToken }),
      });
      const settings = { source: 'file', path: file };
      await createConnector(ctx, { kind: 'env', slug: 'files', name: 'Files', settings });
      await put({ key: 'IN_DATABASE', value: VALUES.IN_DATABASE });
      const inAws = { backend: 'aws', reference: 'prod/app?key=token' };
      await put({ key: 'IN_AWS', ...inAws, value: VALUES.IN_AWS });
      await put({ key: 'IN_VAULT', backend: 'vault', value: VALUES.IN_VAULT });
      await put({ key: 'IN_FILE', backend: 'env', reference: 'in_file' });
      await put({ key: 'IN_FILE', backend: 'env', reference: 'IN_FILE' });
    }, LONG_MS);

    afterAll(async () => {
      await vault.close();
      await rm(folder, { recursive: true });
    });

    afterEach(() => {
      moto().behave();
      vault.behave();
    });

    async function put(body: object): Promise<Answer> {
      const answer = await rest.send(rest.machine, 'POST', `/apps/${app}/secrets`, { body });
      expect(answer.status, answer.text).toBeLessThan(300);
      return answer;
    }

    const check = (key: string) =>
      rest.send(rest.machine, 'POST', `/apps/${app}/secrets/${key}/check`);

    it('hands all four to one process in one run, with the versions of their backends', async () => {
      const taken = await takeOf(rest, app, { runner: RUNNER });
      expect(taken.answer.status, taken.answer.text).toBe(201);
      expect((await taken.open()).env).toEqual(VALUES);
      const { json } = await rest.send(rest.machine, 'GET', `/deliveries/${taken.id}`);
      expect(json['items']).toMatchObject([
        { name: 'IN_AWS', backendVersion: expect.stringMatching(/^[0-9a-f-]{36}$/) },
        { name: 'IN_DATABASE', backendVersion: null },
        { name: 'IN_FILE', version: 2, backendVersion: expect.stringMatching(/^fp:/) },
        { name: 'IN_VAULT', backendVersion: '1' },
      ]);
    });

    it('checks the three of them without a word of their values', async () => {
      for (const key of ['IN_AWS', 'IN_VAULT', 'IN_FILE']) {
        const { json, text } = await check(key);
        expect(json, text).toMatchObject({ key, resolves: true, fault: null });
        expect(text).not.toContain('canary');
      }
      // They were looked at twice, by delivery and check: one version of each.
      const { json } = await rest.send(rest.machine, 'GET', `/apps/${app}/secrets`);
      const versions = (json['items'] as { key: string; version: number }[]).map(
        ({ key, version }) => `${key} ${version}`,
      );
      expect(versions).toEqual(['IN_AWS 1', 'IN_DATABASE 1', 'IN_FILE 2', 'IN_VAULT 1']);
    });

    it('leaves nothing of the three in the database, in logs and in answers', async () => {
      const { pool } = rest.installation.database;
      const { rows } = await pool.query<{ name: string }>(
        `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
      );
      const tables = [];
      for (const { name } of rows) {
        tables.push(
          (await pool.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`)).rows,
        );
      }
      const dump = `${rest.lines.join()}${tables
        .flat()
        .map(({ text }) => text)
        .join()}`;
      for (const value of Object.values(VALUES)) {
        for (const form of ['latin1', 'hex', 'base64'] as const) {
          expect(dump).not.toContain(Buffer.from(value).toString(form));
        }
      }
    });

    it(
      'tells what each of two backends does not do, and hands over the rest where part will do',
      async () => {
        const { prisma } = rest.installation.database;
        // What is kept of a moment ago is of an older version of the connectors.
        const forget = () => prisma.connector.updateMany({ data: { version: { increment: 1 } } });
        await forget();
        moto().misbehave(throttling(0));
        vault.misbehave(DOWN);
        const refused = await takeOf(rest, app);
        expect(refused.answer.status).toBe(503);
        expect(refused.answer.json['errors']).toMatchObject([
          {
            message: expect.stringContaining(
              'IN_AWS in payments.production.billing lives at prod/app',
            ),
          },
          { message: expect.stringContaining('IN_VAULT in payments.production.billing lives at ') },
        ]);
        const part = await (await takeOf(rest, app, { partial: true })).open();
        expect([Object.keys(part.env).sort(), part.leftOut]).toEqual([
          ['IN_DATABASE', 'IN_FILE'],
          ['IN_AWS', 'IN_VAULT'],
        ]);
        vault.misbehave({ kind: 'garbage' });
        const garbage = await takeOf(rest, app, { only: ['IN_VAULT'] });
        expect(garbage.answer.json).toMatchObject({ errors: [{ code: 'backend_malformed' }] });
      },
      LONG_MS,
    );
  });
});
