import { beforeAll, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

describeDatabase('an export', (open) => {
  let rest: Rest;

  beforeAll(async () => {
    rest = await openRest(await open());
    const secrets = [
      { key: 'B_KEY', value: 'canary-b', description: '=HYPERLINK("http://x","y")' },
      {
        key: 'A_KEY',
        value: 'canary-a',
        tags: ['pci', 'core'],
        owner: 'payments',
        delivery: 'file',
      },
      { key: 'C_ALIAS', aliasOf: 'A_KEY' },
    ];
    for (const body of secrets) {
      await rest.send(rest.machine, 'POST', '/teams/payments/secrets', { body });
    }
  });

  const read = (query = '', place = '/teams/payments') =>
    rest.send(rest.machine, 'GET', `${place}/secrets/export${query}`);

  it('as JSON lists names and metadata', async () => {
    const { status, json, headers } = await read();
    expect(status).toBe(200);
    expect(json['keys']).toEqual(['A_KEY', 'B_KEY', 'C_ALIAS']);
    expect(json['items']).toMatchObject([
      {
        key: 'A_KEY',
        version: 1,
        tags: ['core', 'pci'],
        delivery: 'file',
        owner: { kind: 'team' },
      },
      { key: 'B_KEY' },
      { key: 'C_ALIAS', version: null, aliasOf: { key: 'A_KEY', path: 'payments' } },
    ]);
    expect(headers.get('content-disposition')).toBe('attachment; filename="payments.json"');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('as CSV holds nothing that a spreadsheet runs', async () => {
    const { text, headers } = await read('?format=csv');
    const [head, first, second, third] = text.split('\r\n');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(head).toMatch(/^"key","type","category"/);
    expect(first).toMatch(/^"A_KEY","api_key"/);
    expect(first).toContain('"payments","core pci"');
    expect(third).toContain('"payments/A_KEY"');
    expect(second).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
  });

  it('as a .env template has empty values', async () => {
    const { text } = await read('?format=dotenv');
    expect(text).toBe(
      '# Names of payments. Values cannot be exported.\nA_KEY=\nB_KEY=\nC_ALIAS=\n',
    );
  });

  it('never holds a value, and knows no other formats', async () => {
    for (const format of ['json', 'csv', 'dotenv']) {
      expect((await read(`?format=${format}`)).text).not.toContain('canary');
    }
    expect((await read('?format=xml')).status).toBe(400);
    expect((await read('?format=csv&values=true')).status).toBe(400);
    expect((await read('', '/platform')).json['keys']).toEqual([]);
    expect((await rest.send(null, 'GET', '/teams/payments/secrets/export')).status).toBe(401);
  });
});
