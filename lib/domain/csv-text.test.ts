import { describe, expect, it } from 'vitest';
import { csvText } from './csv-text';

describe('comma-separated values', () => {
  it('quote every text, and end lines as RFC 4180 says', () => {
    expect(csvText([['a', null, 7], ['say "x", y\nz']])).toBe('"a","",7\r\n"say ""x"", y\nz"\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '\n=1', '＝1'])(
    'keep %j from being a formula',
    (text) => {
      expect(csvText([[text]])).toBe(`"'${text}"\r\n`);
    },
  );
});
