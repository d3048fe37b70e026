// Sums of passed, failed and skipped tests, from the reports of the programs that ran them.

import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/** @returns {Totals} */
export function nothing() {
  return { passed: 0, failed: 0, skipped: 0 };
}

/**
 * @param {keyof Totals} kind
 * @returns {Totals}
 */
export function one(kind) {
  return { ...nothing(), [kind]: 1 };
}

/**
 * @param {Totals} a
 * @param {Totals} b
 * @returns {Totals}
 */
export function addTotals(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** @param {Totals} totals */
export function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Of vitest's JSON report. A run that ended badly without a failed test (a file that does not load,
 * an error outside of any test, no report at all) counts as one failure.
 * @param {string} file
 * @param {number | null} exitCode
 */
export function vitestTotals(file, exitCode) {
  const report = readReport(file);
  const totals = {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
  return atLeastOneFailure(totals, exitCode);
}

/**
 * Of Playwright's JSON report. A test that passed at a second attempt only counts as failed.
 * @param {string} file
 * @param {number | null} exitCode
 */
export function playwrightTotals(file, exitCode) {
  const stats = readReport(file)?.stats;
  const totals = {
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped ?? 0,
  };
  return atLeastOneFailure(totals, exitCode);
}

function atLeastOneFailure(totals, exitCode) {
  const silent = totals.failed === 0 && (exitCode !== 0 || totals.passed === 0);
  return silent ? { ...totals, failed: 1 } : totals;
}

function readReport(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
