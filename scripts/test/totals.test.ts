import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addTotals, one, playwrightTotals, totalsLine, vitestTotals } from './totals.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keystow-totals-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(contents: string): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, contents);
  return file;
}

describe('the totals', () => {
  it('are the last line, with skipped tests only where there are any', () => {
    expect(totalsLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(totalsLine({ passed: 12, failed: 1, skipped: 2 })).toBe(
      '12 passed, 1 failed, 2 skipped',
    );
  });

  it('are summed over the steps', () => {
    expect(addTotals(one('passed'), one('failed'))).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('are read from vitest', () => {
    const counts = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    expect(vitestTotals(report(JSON.stringify(counts)), 1)).toEqual({
      passed: 5,
      failed: 1,
      skipped: 3,
    });
  });

  it('are read from Playwright, where a second attempt does not help', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 0 };
    expect(playwrightTotals(report(JSON.stringify({ stats })), 1)).toEqual({
      passed: 5,
      failed: 2,
      skipped: 0,
    });
  });

  it.each([
    ['ended badly without a failed test', JSON.stringify({ numPassedTests: 5 }), 1],
    ['ran no test', JSON.stringify({ numPassedTests: 0 }), 0],
    ['left no report that can be read', '{', 0],
  ])('count a run that %s as a failure', (_what, contents, exitCode) => {
    expect(vitestTotals(report(contents), exitCode).failed).toBe(1);
    expect(playwrightTotals(path.join(folder, 'none.json'), exitCode).failed).toBe(1);
  });
});
