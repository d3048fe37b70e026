import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IMPORT_BYTES_MAX, IMPORT_ROWS_MAX } from '@/lib/domain/import/import-limits';
import { describeDatabase } from '@/lib/testing/database';
import { makeToken } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest } from '@/lib/testing/rest';
import { IMPORT_BODY_BYTES_MAX } from './import';

const CANARY = 'canary-52e0';
const PLACES = [
  '/platform',
  '/teams/payments',
  '/workspaces/payments.production',
  '/apps/payments.production.billing',
];

describeDatabase('an import over REST', (open) => {
  let rest: Rest;
  const answers: Answer[] = [];

  beforeAll(async () => {
    rest = await openRest(await open());
  });

  afterAll(() => {
    const said = answers.map((answer) => answer.text + JSON.stringify([...answer.headers]));
    expect(said.join() + rest.lines.join()).not.toContain(CANARY);
  });

  const send = async (body: unknown, place = '/apps/billing', sender = rest.machine) => {
    const answer = await rest.send(sender, 'POST', `${place}/secrets/import`, { body });
    answers.push(answer);
    return answer;
  };
  const codeOf = ({ status, json }: Answer) => [
    status,
    json['code'],
    (json['errors'] as { code: string }[] | undefined)?.[0]?.code,
  ];
  const count = () => rest.installation.database.prisma.secret.count();

  it.each(PLACES)('is reviewed, then applied, in %s', async (place) => {
    const before = await count();
    const body = { format: 'dotenv', text: `A=${CANARY}\nB="${CANARY}\n2"\nNODE_OPTIONS=x` };
    const reviewed = await send(body, place);
    expect(reviewed.status).toBe(200);
    expect(reviewed.json).toMatchObject({
      format: 'dotenv',
      rows: [
        { key: 'A', line: 1, writes: true },
        { key: 'B', line: 2 },
        { key: 'NODE_OPTIONS', verdict: 'invalid', code: 'name_dangerous' },
      ],
      applied: 0,
    });
    expect(await count()).toBe(before);
    expect(codeOf(await send({ ...body, apply: true }, place))).toEqual([
      422,
      'rule_broken',
      'name_dangerous',
    ]);
    expect(await count()).toBe(before);
    const applied = await send({ ...body, apply: true, discard: ['NODE_OPTIONS'] }, place);
    expect([applied.status, applied.json['applied']]).toEqual([200, 2]);
    expect((await send(body, place)).json['counts']).toMatchObject({ unchanged: 2, invalid: 1 });
  });

  it('finds the format by itself, in all five', async () => {
    for (const [text, format] of [
      ['A=1', 'dotenv'],
      ['{"A":"1"}', 'json'],
      ['A: 1', 'yaml'],
      ['apiVersion: v1\nkind: Secret\nstringData: {A: "1"}', 'k8s'],
    ]) {
      expect((await send({ text })).json).toMatchObject({ format, rows: [{ key: 'A' }] });
    }
    expect((await send({ text: 'A="1"', format: 'docker' })).json).toMatchObject({
      format: 'docker',
    });
  });

  it('with operators in place of a text is refused', async () => {
    const body = { text: `A=${CANARY}` };
    for (const field of ['text', 'format', 'apply', 'discard', 'reason']) {
      const answer = await send({ ...body, [field]: { not: '' } });
      expect([answer.status, answer.json['code']]).toEqual([400, 'invalid_shape']);
    }
    expect((await send({ ...body, discard: [{ not: '' }] })).status).toBe(400);
    expect((await send({ ...body, apply: 'false' })).status).toBe(400);
  });

  it('with a field that is not described is refused', async () => {
    for (const extra of ['role', 'organizationId', 'value', CANARY]) {
      const answer = await send({ text: 'A=1', [extra]: CANARY });
      expect(codeOf(answer)).toEqual([400, 'invalid_shape', 'unknown_field']);
    }
  });

  it('with prototype names pollutes nothing: 400 in the body, an invalid row in the text', async () => {
    const outer = await send(`{"text":"A=1","__proto__":{"apply":true}}`);
    expect(codeOf(outer)).toEqual([400, 'malformed_request', 'prototype_name']);
    for (const text of [
      `{"__proto__":"${CANARY}","constructor":{"prototype":{"x":"${CANARY}"}}}`,
      `__proto__: ${CANARY}\nconstructor: {prototype: {x: ${CANARY}}}`,
    ]) {
      const { json } = await send({ text });
      expect(json['counts']).toMatchObject({ invalid: 2, new: 0 });
    }
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('with values that break a rule has invalid rows; broken UTF-8 is refused whole', async () => {
    const { json } = await send({ text: `{"E":"","N":"a\\u0000${CANARY}","S":"\\ud800"}` });
    expect((json['rows'] as { code: string }[]).map((row) => row.code)).toEqual([
      'value_empty',
      'value_nul',
      'value_not_utf8',
    ]);
    expect((await send({ text: `A=${CANARY}\0` })).status).toBe(422);
    expect((await send('{"text":"A=\\ud800"}')).status).toBe(400);
    const bytes = Buffer.concat([
      Buffer.from('{"text":"A='),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ]);
    expect((await send(bytes)).status).toBe(400);
  });

  describe('is held to its limits', () => {
    it('a value over 64 KiB is an invalid row', async () => {
      const { json } = await send({ text: `A=${'x'.repeat(64 * 1024 + 1)}` });
      expect(json['rows']).toMatchObject([{ verdict: 'invalid', code: 'value_too_large' }]);
    });

    it('1 MiB of text, 2,000 rows, a body of twice the text', async () => {
      const line = `#${'"'.repeat(1022)}\n`;
      const full = line.repeat(IMPORT_BYTES_MAX / 1024);
      expect((await send({ text: full })).status).toBe(200);
      expect(codeOf(await send({ text: `${full}#` }))).toEqual([
        413,
        'too_large',
        'import_too_large',
      ]);
      const rows = Array.from({ length: IMPORT_ROWS_MAX + 1 }, (_, at) => `K${at}=x`).join('\n');
      expect(codeOf(await send({ text: rows }))).toEqual([413, 'too_large', 'import_rows']);
      const body = ' '.repeat(IMPORT_BODY_BYTES_MAX + 1);
      expect(codeOf(await send(body))).toEqual([413, 'too_large', 'body_too_large']);
    });

    it('deep JSON and YAML', async () => {
      for (const text of ['['.repeat(100_000), '{"a":'.repeat(100_000), '- '.repeat(100_000)]) {
        for (const format of ['json', 'yaml', 'k8s']) {
          expect([413, 422]).toContain((await send({ text, format })).status);
        }
      }
    });
  });

  it('needs secrets:write, and the names its token is limited to', async () => {
    const reader = await makeToken(rest.organization, undefined, ['secrets:list']);
    const refused = await send({ text: 'A=1' }, '/apps/billing', { token: reader });
    expect(refused.status).toBe(403);
    expect((await rest.send(null, 'POST', '/apps/billing/secrets/import')).status).toBe(401);
  });
});
