import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { valueAad } from '@/lib/crypto/aad';
import { openValue } from '@/lib/crypto/value';
import { fromTypeId } from '@/lib/domain/ids';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

interface Row {
  readonly n: string;
  readonly b64?: string;
  readonly gen?: string;
  readonly json?: string;
}

interface NameCases {
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

const FOLDER = path.join(process.env['VECTORS_DIR'] ?? '../shared/vectors', 'own');
const read = <T>(name: string, absent: T): T => {
  const file = path.join(FOLDER, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : absent;
};
const values = read('secret_values.json', { ok: [] as Row[], reject: [] as Row[] });
const names = read<NameCases>('env_name_cases.json', { valid: [], invalid: [] });
const denied = read<Record<string, unknown>>('env_name_denylist.json', {});
if (values.ok.length === 0) process.stdout.write('vectors not found, skipped\n');

/** What has meaning in JSON, shells or Unicode, beside what the vectors hold. */
const OWN = [
  '"\\/\b\f\n\r\t',
  '\u007f\u0001',
  ' ',
  '\u2028\u2029',
  '\ufeffBOM',
  'a\r\nb',
  '😀é e\u0301',
];

describeDatabase('values over REST', (open) => {
  let rest: Rest;

  beforeAll(async () => {
    rest = await openRest(await open());
  });

  const send = (body: unknown) =>
    rest.send(rest.machine, 'POST', '/apps/billing/secrets', { body });

  /** Opens what is stored for the current version of a secret of the app. */
  async function stored(secretTypeId: string): Promise<Buffer> {
    const { installation, organization } = rest;
    const { prisma } = installation.database;
    const secretId = fromTypeId(['secret'], secretTypeId)!;
    const secret = await prisma.secret.findUniqueOrThrow({ where: { id: secretId } });
    const version = await prisma.secretVersion.findFirstOrThrow({
      where: { secretId, number: secret.currentVersion! },
      include: { sealed: true },
    });
    const key = await installation.keys.opening(prisma, version.sealed!.dataKeyId);
    const aad = valueAad({
      installationId: installation.id,
      organizationId: organization.id,
      scopeId: secret.scopeId,
      secretId,
      version: version.number,
      name: secret.name,
      format: version.format as 'utf8' | 'binary',
    });
    return openValue(key, aad, version.sealed!.envelope).use((bytes) => Buffer.from(bytes));
  }

  it('are stored byte for byte, as text and as base64', async () => {
    const all = [
      ...values.ok.map((row) => Buffer.from(row.b64!, 'base64')),
      ...OWN.map((text) => Buffer.from(text, 'utf8')),
    ];
    for (const bytes of all) {
      const asText = await send({ key: 'VALUE', value: bytes.toString('utf8') });
      expect([200, 201], bytes.toString('hex').slice(0, 40)).toContain(asText.status);
      expect((await stored(asText.json['id'] as string)).equals(bytes)).toBe(true);
      const asBytes = await send({ key: 'VALUE', valueBase64: bytes.toString('base64') });
      expect((await stored(asBytes.json['id'] as string)).equals(bytes)).toBe(true);
      expect(asText.text + asBytes.text).not.toContain(bytes.toString('base64'));
    }
  });

  it('of 64 KiB arrive even when every byte is escaped in JSON', async () => {
    const escaped = '\\u0001'.repeat(64 * 1024);
    const { status, json } = await send(`{"key":"ESCAPED","value":"${escaped}"}`);
    expect(status).toBe(201);
    expect((await stored(json['id'] as string)).equals(Buffer.alloc(64 * 1024, 1))).toBe(true);
  });

  it('that are no text are stored as bytes when sent as base64', async () => {
    const bytes = Buffer.from([0, 255, 254, 0xd8, 0x00, 10]);
    const { json } = await send({ key: 'BINARY', valueBase64: bytes.toString('base64') });
    expect((await stored(json['id'] as string)).equals(bytes)).toBe(true);
  });

  it('that break a rule are refused and store nothing', async () => {
    const before = await rest.installation.database.prisma.secretVersion.count();
    for (const row of values.reject) {
      const bytes = row.gen ? Buffer.alloc(65_537, 'a') : Buffer.from(row.b64 ?? '', 'base64');
      const string = row.json ?? rawString(bytes);
      const body = Buffer.concat([
        Buffer.from('{"key":"REJECTED","value":'),
        Buffer.isBuffer(string) ? string : Buffer.from(string),
        Buffer.from('}'),
      ]);
      const answer = await send(new Uint8Array(body));
      expect([400, 413, 422], row.n).toContain(answer.status);
    }
    expect(await rest.installation.database.prisma.secretVersion.count()).toBe(before);
  });

  it.each([
    [{ value: '' }, 422, '/value', 'value_empty'],
    [{ value: 'a\0b' }, 422, '/value', 'value_nul'],
    [{ valueBase64: '' }, 422, '/valueBase64', 'value_empty'],
    [{ valueBase64: 'AP9=' }, 422, '/valueBase64', 'value_base64'],
    [{ valueBase64: 'no base64!' }, 422, '/valueBase64', 'value_base64'],
    [{ value: 'a'.repeat(65_537) }, 413, '/value', 'value_too_large'],
    [
      { valueBase64: Buffer.alloc(65_537).toString('base64') },
      413,
      '/valueBase64',
      'value_too_large',
    ],
    [{}, 400, '', 'one_value'],
    [{ value: 'a', valueBase64: 'YQ==' }, 400, '', 'one_value'],
  ])('are refused with a pointer and a code: %#', async (fields, status, pointer, code) => {
    const answer = await send({ key: 'REFUSED', ...fields });
    expect(answer.status).toBe(status);
    expect(answer.json['errors']).toMatchObject([{ pointer, code }]);
  });

  it('need a name that may become an environment variable', async () => {
    const sources = denied['sources'] as Record<string, string> | undefined;
    const dangerous = Object.keys(sources ?? {}).flatMap((list) => denied[list] as string[]);
    const bad = [
      ...names.invalid,
      ...dangerous.map((name) => name.replace('*', 'X')),
      'path',
      'A\tB',
    ];
    for (const key of bad.filter((name) => name.isWellFormed())) {
      const answer = await send({ key, value: 'canary' });
      expect([answer.status, answer.json['code']], key).toEqual([422, 'rule_broken']);
      expect(answer.json['errors']).toMatchObject([{ pointer: '/key' }]);
    }
    for (const key of names.invalid.filter((name) => !name.isWellFormed())) {
      expect((await send({ key, value: 'canary' })).status).toBe(400);
    }
    for (const key of names.valid) expect((await send({ key, value: 'a' })).status).toBe(201);
  });
});

function rawString(bytes: Buffer): Buffer {
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(bytes);
  return isText
    ? Buffer.from(JSON.stringify(text))
    : Buffer.concat([Buffer.from('"'), bytes, Buffer.from('"')]);
}
