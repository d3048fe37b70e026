import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportFormat } from './import-format';
import { detectFormat, IMPORT_FORMATS } from './import-format';
import { IMPORT_BYTES_MAX, IMPORT_ROWS_MAX } from './import-limits';
import { importedRows } from '@/lib/testing/imported-rows';
import { readImport } from './read-import';

const thrown = (text: string, format: ImportFormat): unknown => {
  try {
    return readImport(text, format);
  } catch (error) {
    return error;
  }
};

describe('a JSON object', () => {
  it('is read in its order, with numbers as written; what is nested is one row', () => {
    const text = `{ "A": "x\\n\\"y\\u00e9", "N": 12345678901234567890, "F": 1.10,
      "T": true, "DB": {"host": "}", "p": ["]"]}, "L": [], "Z": null,
      "A": "again" }`;
    expect(importedRows(text, 'json')).toEqual([
      [1, 'A', 'x\n"yé'],
      [1, 'N', '12345678901234567890'],
      [1, 'F', '1.10'],
      [2, 'T', 'true'],
      [2, 'DB', '! nested'],
      [2, 'L', '! nested'],
      [2, 'Z', '! value_empty'],
      [3, 'A', 'again'],
    ]);
  });

  it('gives back any texts', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^K[A-Z]{0,9}$/), fc.string({ minLength: 1 })),
        (all) => {
          const kept = Object.entries(all).filter(([, text]) => !text.includes('\0'));
          for (const space of [0, 2]) {
            const text = JSON.stringify(Object.fromEntries(kept), null, space);
            expect(importedRows(text, 'json').map(([, key, value]) => [key, value])).toEqual(kept);
          }
        },
      ),
    );
  });

  it.each([
    ['{"A":"canary"', 'Line 1'],
    ['{\n"A":"x",\n canary}', 'Line 3'],
    ['["canary"]', 'object'],
    ['['.repeat(1000), 'Line'],
  ])('that is none is refused by its line: %#', (text, told) => {
    const error = thrown(text, 'json');
    expect(error).toMatchObject({ code: 'rule_broken', message: expect.stringContaining(told) });
    expect(JSON.stringify(error) + String(error)).not.toContain('canary');
  });

  it('with lone surrogates or NUL has faulty rows', () => {
    expect(importedRows('{"A":"\\ud800","B":"a\\u0000b"}', 'json')).toEqual([
      [1, 'A', '! value_not_utf8'],
      [1, 'B', '! value_nul'],
    ]);
  });
});

describe('YAML', () => {
  it('is read with its scalars as written', () => {
    const text = `# c\nA: yes\nB: 0x1F\nC: 1.10\nD: "q\\n"\nE: |\n  l1\n  l2\nF: ~\nG:\n  x: 1\nH: [1]\nA: no\n`;
    expect(importedRows(text, 'yaml')).toEqual([
      [2, 'A', 'yes'],
      [3, 'B', '0x1F'],
      [4, 'C', '1.10'],
      [5, 'D', 'q\n'],
      [6, 'E', 'l1\nl2\n'],
      [9, 'F', '! value_empty'],
      [10, 'G', '! nested'],
      [12, 'H', '! nested'],
      [13, 'A', 'no'],
    ]);
  });

  it('follows no alias and runs no tag', () => {
    const text = 'A: &x canary\nB: *x\nC: !!binary aGk=\nD: !js x\n<<: *x\n';
    expect(importedRows(text, 'yaml').map(([, key, value]) => [key, value])).toEqual([
      ['A', 'canary'],
      ['B', '! nested'],
      ['C', '! nested'],
      ['D', '! nested'],
      ['', '! nested'],
    ]);
  });

  it.each([
    ['A: "canary', 'Line'],
    ['A: x\n B: [canary\n', 'Line'],
    ['canary', 'Line 1'],
  ])('that is none is refused by its line: %#', (text, told) => {
    const error = thrown(text, 'yaml');
    expect(error).toMatchObject({ code: 'rule_broken', message: expect.stringContaining(told) });
    expect(JSON.stringify(error) + String(error)).not.toContain('canary');
  });
});

describe('Kubernetes Secrets', () => {
  it('are read from several documents, base64 and text', () => {
    const text = [
      'apiVersion: v1',
      'kind: Secret',
      'data:',
      '  A: YQ==',
      '  BYTES: /w==',
      '  BAD: "*"',
      '  tls.crt: YQ==',
      'stringData:',
      '  A: wins',
      '---',
      'apiVersion: v1',
      'kind: ConfigMap',
      'data: {X: "1"}',
      '---',
      '{"apiVersion":"v1","kind":"Secret","data":{"J":"Sg=="}}',
    ].join('\n');
    expect(detectFormat(text)).toBe('k8s');
    const rows = readImport(text, 'k8s');
    expect(
      rows.map(({ line, key, value, fault }) => [line, key, value?.format, fault?.code]),
    ).toEqual([
      [4, 'A', 'utf8', undefined],
      [5, 'BYTES', 'binary', undefined],
      [6, 'BAD', undefined, 'value_base64'],
      [7, 'tls.crt', undefined, 'name_pattern'],
      [9, 'A', 'utf8', undefined],
      [11, '', undefined, 'kind'],
      [15, 'J', 'utf8', undefined],
    ]);
  });
});

describe('every format', () => {
  const samples: Readonly<Record<ImportFormat, (key: string) => string>> = {
    dotenv: (key) => `${key}=x`,
    docker: (key) => `${key}=x`,
    json: (key) => `{${JSON.stringify(key)}: "x"}`,
    yaml: (key) => `${key}: x`,
    k8s: (key) => `apiVersion: v1\nkind: Secret\nstringData:\n  ${key}: x`,
  };

  it.each(IMPORT_FORMATS)(
    '%s: names that JavaScript or programs reserve are faulty rows',
    (format) => {
      for (const key of ['__proto__', 'constructor', 'prototype', 'LD_PRELOAD', 'PATH']) {
        const [row] = readImport(samples[format](key), format);
        expect(row?.fault?.code).toMatch(/^name_(prototype|dangerous)$/);
      }
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    },
  );

  it.each(IMPORT_FORMATS)('%s: too much text and too many rows are refused', (format) => {
    expect(thrown(samples[format]('A') + ' '.repeat(IMPORT_BYTES_MAX), format)).toMatchObject({
      code: 'too_large',
    });
  });

  it('is held to 2,000 rows', () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, at) => `K${at}=x`).join('\n');
    expect(readImport(lines(IMPORT_ROWS_MAX), 'dotenv')).toHaveLength(IMPORT_ROWS_MAX);
    expect(thrown(lines(IMPORT_ROWS_MAX + 1), 'dotenv')).toMatchObject({ code: 'too_large' });
  });

  it.each(['[', '{"a":', '- ', '? ', 'a: ', '? - ', '[\n', 'a:\n', '---\n', '[[]]\n', '"\n'])(
    'a text that is nothing but %j is refused at once',
    (part) => {
      const text = part.repeat(IMPORT_BYTES_MAX / 8);
      for (const format of ['json', 'yaml', 'k8s'] as const) {
        const begun = performance.now();
        expect(thrown(text, format)).toBeInstanceOf(Error);
        expect(performance.now() - begun).toBeLessThan(2000);
      }
    },
  );

  it('never prints a value', () => {
    const rows = readImport('A=canary', 'dotenv');
    expect(JSON.stringify(rows)).not.toContain('canary');
  });
});

describe('the format', () => {
  it.each([
    ['A=1', '', 'dotenv'],
    ['export A=1', 'x.yaml', 'dotenv'],
    ['A=1', 'env.list', 'docker'],
    ['\n{"A":1}', '.env', 'json'],
    ['A: 1', '', 'yaml'],
    ['---\nA: 1', '', 'yaml'],
    ['# c\nA: 1', 'x', 'yaml'],
    ['{"kind":"Secret","apiVersion":"v1"}', 'x.json', 'k8s'],
    ['', 'a.yml', 'yaml'],
    ['', '', 'dotenv'],
  ])('of %j in a file called %j is %s', (text, file, format) => {
    expect(detectFormat(text, file)).toBe(format);
  });
});
