import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { fromTypeId } from '@/lib/domain/ids';
import { describeDatabase } from '@/lib/testing/database';
import { takeOf } from '@/lib/testing/deliveries';
import type { Asked } from '@/lib/testing/deliveries';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

describeDatabase('a delivery that cannot be whole', (open) => {
  let rest: Rest;
  let app: string;

  beforeEach(async () => {
    rest = await openRest(await open());
    app = rest.organization.payments.app.id;
    await put('/platform', { key: 'WIDE', value: 'canary-wide' });
  });

  async function put(place: string, body: object): Promise<string> {
    const { status, text, json } = await rest.send(rest.machine, 'POST', `${place}/secrets`, {
      body,
    });
    expect(status, text).toBeLessThan(300);
    return fromTypeId(['secret'], String(json['id']))!;
  }

  const sql = (text: string, ...values: unknown[]) =>
    rest.installation.database.pool.query(text, values);

  const needs = (...requirements: object[]) =>
    rest.send(rest.machine, 'PUT', `/apps/${app}/requirements`, { body: { requirements } });

  async function refusalOf(asked: Asked = {}) {
    const before = await sql(
      'SELECT (SELECT count(*) FROM delivery) + (SELECT count(*) FROM worker) AS n',
    );
    const { answer } = await takeOf(rest, app, asked);
    expect(answer.json['sealed']).toBeUndefined();
    expect(answer.text).not.toMatch(/canary/);
    const after = await sql(
      'SELECT (SELECT count(*) FROM delivery) + (SELECT count(*) FROM worker) AS n',
    );
    expect(after.rows).toEqual(before.rows);
    const errors = (answer.json['errors'] ?? []) as { code: string; message: string }[];
    return { status: answer.status, errors };
  }

  it('is refused for a name that the app needs and no scope has, unless a part is asked for', async () => {
    await needs({ key: 'NEEDED' }, { key: 'WIDE' }, { key: 'NICE', optional: true });
    const { status, errors } = await refusalOf();
    expect(status).toBe(422);
    expect(errors).toMatchObject([{ code: 'missing_required' }]);
    expect(errors[0]!.message).toMatch(
      /^NEEDED is needed, and neither payments\.production\.billing/,
    );
    const part = await (await takeOf(rest, app, { partial: true })).open();
    expect([part.env, part.leftOut]).toEqual([{ WIDE: 'canary-wide' }, ['NEEDED']]);
    // What is not asked for is not missed.
    expect((await takeOf(rest, app, { only: ['W*'] })).answer.status).toBe(201);
  });

  it('is refused for a name that was asked for as it is and no scope has', async () => {
    expect(await refusalOf({ only: ['WIDE', 'NOWHERE'] })).toMatchObject({
      status: 422,
      errors: [{ code: 'missing_required' }],
    });
    expect((await takeOf(rest, app, { only: ['WIDE', 'NO*'] })).answer.status).toBe(201);
  });

  it('is refused where a winner has no value: no wider one is taken in its place', async () => {
    const lost = await put(`/apps/${app}`, { key: 'WIDE', value: 'canary-own' });
    await sql('UPDATE secret_version SET lost_at = now() WHERE secret_id = $1', lost);
    expect(await refusalOf()).toMatchObject({
      status: 422,
      errors: [
        {
          code: 'missing_value',
          message: expect.stringMatching(
            /^WIDE in payments.production.billing has a value that was lost/,
          ) as string,
        },
      ],
    });
    await sql('UPDATE secret_version SET lost_at = NULL WHERE secret_id = $1', lost);
    await sql('DELETE FROM sealed_value');
    expect((await refusalOf()).errors).toMatchObject([{ code: 'missing_value' }]);
    const part = await (await takeOf(rest, app, { partial: true })).open();
    expect([part.env, part.leftOut]).toEqual([{}, ['WIDE']]);
  });

  it('is refused where an alias leads to nothing', async () => {
    await put(`/apps/${app}`, { key: 'BYNAME', aliasOf: 'WIDE' });
    await rest.send(rest.machine, 'DELETE', '/platform/secrets/WIDE?confirm=WIDE');
    expect(await refusalOf()).toMatchObject({ status: 422, errors: [{ code: 'missing_value' }] });
  });

  it('is refused where two names would be one variable', async () => {
    const value = { access_token: 'canary-1', scope: 'read' };
    await put('/platform', { key: 'GITHUB', type: 'oauth_tokens', value });
    await put(`/apps/${app}`, { key: 'GITHUB_SCOPE', value: 'canary-2' });
    expect(await refusalOf()).toMatchObject({ status: 422, errors: [{ code: 'name_collision' }] });
    await put(`/apps/${app}`, { key: 'CERT', value: 'canary-3', delivery: 'file' });
    await put('/platform', { key: 'CERT_FILE', value: 'canary-4' });
    expect((await refusalOf({ only: ['CERT*'] })).errors).toMatchObject([
      { code: 'name_collision' },
    ]);
  });

  it('dangerous environment names are refused again where they are put in', async () => {
    const id = await put(`/apps/${app}`, { key: 'HARMLESS', value: 'canary' });
    for (const name of ['LD_PRELOAD', 'NODE_OPTIONS', 'PATH', 'path', 'DYLD_X', '__proto__']) {
      await sql('UPDATE secret SET name = $2 WHERE id = $1', id, name);
      // It does not open under another name either; that comes later than the name.
      expect((await refusalOf()).status).toBeGreaterThanOrEqual(422);
    }
    await sql(`UPDATE secret SET name = 'SSL_CERT', delivery = 'file' WHERE id = $1`, id);
    expect((await refusalOf()).status).toBeGreaterThanOrEqual(422);
  });

  it('a bundle over 1 MiB is refused, and what is far beyond it is not even fetched', async () => {
    const value = 'x'.repeat(64 * 1024 - 1);
    for (let index = 0; index < 15; index += 1)
      await put(`/apps/${app}`, { key: `B${index}`, value });
    expect((await takeOf(rest, app)).answer.status).toBe(201);
    await put(`/apps/${app}`, { key: 'LAST', value });
    expect(await refusalOf()).toMatchObject({
      status: 413,
      errors: [{ code: 'bundle_too_large' }],
    });
    const random = randomBytes(48 * 1024)
      .toString('base64')
      .slice(0, 65_000);
    await put(`/apps/${app}`, { key: 'LAST', value: random });
    await sql(
      `INSERT INTO secret (id, organization_id, scope_id, name, type, category, backend, delivery,
                           latest_version, current_version, updated_by)
       SELECT gen_random_uuid(), organization_id, scope_id, 'C' || n, type, category, backend, delivery, 1, 1, ''
         FROM secret, generate_series(1, 40) n WHERE name = 'LAST' AND deleted_at IS NULL`,
    );
    await sql(
      `INSERT INTO secret_version (id, secret_id, number, format, created_by_kind, created_by)
       SELECT gen_random_uuid(), id, 1, 'utf8', 'system', '' FROM secret WHERE name ~ '^C\\d+$'`,
    );
    await sql(
      `INSERT INTO sealed_value (version_id, data_key_id, envelope)
       SELECT v.id, e.data_key_id, e.envelope
         FROM secret_version v JOIN secret s ON s.id = v.secret_id AND s.name ~ '^C\\d+$',
              (SELECT e.* FROM sealed_value e ORDER BY octet_length(envelope) DESC LIMIT 1) e`,
    );
    // These would not open: they are refused before anything is.
    expect(await refusalOf()).toMatchObject({
      status: 413,
      errors: [{ code: 'bundle_too_large' }],
    });
    expect((await takeOf(rest, app, { only: ['B1'] })).answer.status).toBe(201);
  });

  it('a value that was moved to another row does not open, and nothing is handed over', async () => {
    await put(`/apps/${app}`, { key: 'OTHER', value: 'canary-other' });
    await sql(
      `UPDATE sealed_value SET envelope = (SELECT envelope FROM sealed_value ORDER BY version_id LIMIT 1)`,
    );
    expect((await refusalOf()).status).toBe(500);
  });

  it('staged versions are for those who ask for them', async () => {
    const id = await put(`/apps/${app}`, { key: 'KEY', value: 'canary-old' });
    await put(`/apps/${app}`, { key: 'KEY', value: 'canary-new' });
    await sql(
      'UPDATE secret SET staged_version = 2, current_version = 1, previous_version = NULL WHERE id = $1',
      id,
    );
    const plain = await (await takeOf(rest, app)).open();
    expect([plain.env['KEY'], plain.versions['KEY']]).toEqual(['canary-old', 1]);
    const staged = await (await takeOf(rest, app, { staged: true })).open();
    expect([staged.env['KEY'], staged.env['WIDE']]).toEqual(['canary-new', 'canary-wide']);
    const { rows } = await sql(
      `SELECT i.name, i.staged FROM delivery d JOIN delivery_item i ON i.delivery_id = d.id
        WHERE d.staged ORDER BY i.name`,
    );
    expect(rows).toEqual([
      { name: 'KEY', staged: true },
      { name: 'WIDE', staged: false },
    ]);
  });
});
