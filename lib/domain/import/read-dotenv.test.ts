import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importedRows } from '@/lib/testing/imported-rows';
import { readImport } from './read-import';

describe('a .env file', () => {
  it('is read with quotes, several lines, export and comments', () => {
    const text = [
      '# a comment',
      '',
      'PLAIN=one',
      'export EXPORTED = two words  # a comment',
      "SINGLE='it is #1 \\n $HOME'",
      'DOUBLE="a\\nb \\"quoted\\" C:\\\\x" # comment',
      'BACK=`both \' and "`',
      'KEY="-----BEGIN KEY-----',
      'MIIE==',
      '-----END KEY-----"',
      'AFTER=x',
    ].join('\n');
    expect(importedRows(text, 'dotenv')).toEqual([
      [3, 'PLAIN', 'one'],
      [4, 'EXPORTED', 'two words'],
      [5, 'SINGLE', 'it is #1 \\n $HOME'],
      [6, 'DOUBLE', 'a\nb "quoted" C:\\x'],
      [7, 'BACK', 'both \' and "'],
      [8, 'KEY', '-----BEGIN KEY-----\nMIIE==\n-----END KEY-----'],
      [11, 'AFTER', 'x'],
    ]);
  });

  it('keeps what looks like a variable, a command or a comment without a space', () => {
    const text = 'A=${B}\nB="$(rm -rf /)"\nC=pa#ss=w`rd\nD=#1';
    expect(importedRows(text, 'dotenv').map(([, , value]) => value)).toEqual([
      '${B}',
      '$(rm -rf /)',
      'pa#ss=w`rd',
      '#1',
    ]);
  });

  it('makes a row of every line that it does not understand, and shows nothing of it', () => {
    const text = 'canary-a\nA="canary-b\nB=ok\nC="x" canary-c\nexport canary-d\ncanary.e/=1\nD=';
    expect(importedRows(text, 'dotenv')).toEqual([
      [1, '', '! line'],
      [2, 'A', '! quote_rest'],
      [5, '', '! line'],
      [6, '', '! name_pattern'],
      [7, 'D', '! value_empty'],
    ]);
    expect(importedRows('A="never closed\nB=ok', 'dotenv')).toEqual([
      [1, 'A', '! quote_open'],
      [2, 'B', 'ok'],
    ]);
    expect(JSON.stringify(readImport(text, 'dotenv'))).not.toContain('canary');
  });

  it('is read the same with CRLF, CR and a byte order mark', () => {
    const rows = [
      [1, 'A', 'x\ny'],
      [3, 'B', 'z'],
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      expect(importedRows(`\uFEFFA="x${end}y"${end}B=z${end}`, 'dotenv')).toEqual(rows);
    }
  });

  const value = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/[\0\r]/.test(text));
  const name = fc.stringMatching(/^K[A-Z0-9_]{0,20}$/);

  it('gives back whatever a writer quotes', () => {
    const quoted = (text: string) =>
      `"${text
        .replace(/[\\"$]/g, '\\$&')
        .replaceAll('\t', '\\t')
        .replaceAll('\n', '\\n')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { minLength: 1 }), (pairs) => {
        const lines = pairs.map(([key, text], at) => {
          const single = at % 2 === 0 && !text.includes("'");
          return `${key}=${single ? `'${text}'` : quoted(text)}`;
        });
        const rows = importedRows(lines.join('\n'), 'dotenv').map(([, key, text]) => [key, text]);
        expect(rows).toEqual(pairs);
      }),
    );
  });

  it('is read as the usual library reads it, where that reads all of it', () => {
    const plain = fc.stringMatching(
      /^[A-Za-z0-9:/@.,;!?+*_-]([A-Za-z0-9 :/@.,;=!?$+*_-]*[A-Za-z0-9])?$/,
    );
    fc.assert(
      fc.property(name, plain, fc.constantFrom('', "'", '"', '`'), (key, text, quote) => {
        const source = `${key}=${quote}${text}${quote}`;
        expect(importedRows(source, 'dotenv')).toEqual([[1, key, parse(source)[key]]]);
      }),
    );
  });
});

describe('a Docker env-file', () => {
  it('is literal', () => {
    const text = '# comment\nA="x" # y\n  B= z \nC\nD=a=b\nE F=1';
    expect(importedRows(text, 'docker')).toEqual([
      [2, 'A', '"x" # y'],
      [3, 'B', ' z '],
      [4, '', '! line'],
      [5, 'D', 'a=b'],
      [6, '', '! name_pattern'],
    ]);
  });
});
