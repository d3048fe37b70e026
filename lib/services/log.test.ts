import { expect, it } from 'vitest';
import { createLog } from './log';

const CANARY = 'canary-5f1c2a';

function linesOf(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('debug', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

it('writes one JSON object per line, with the level by name', () => {
  const line = linesOf((log) => log.info({ requestId: 'r' }, 'two\nlines'));
  expect(line.trimEnd().split('\n')).toHaveLength(1);
  expect(JSON.parse(line)).toMatchObject({ level: 'info', requestId: 'r', msg: 'two\nlines' });
});

it('redacts credentials and values at every depth that a request has', () => {
  const secrets = { authorization: CANARY, cookie: CANARY, value: CANARY, password: CANARY };
  const text = linesOf((log) => log.info({ ...secrets, req: { ...secrets, headers: secrets } }));
  expect(text).toContain('[redacted]');
  expect(text).not.toContain(CANARY);
});

it('tells where an error happened and what caused it, but not what it says', () => {
  const cause = Object.assign(new TypeError(`${CANARY}\n    at ${CANARY}`), { code: 'ECONNRESET' });
  const text = linesOf((log) => log.error({ err: new Error(CANARY, { cause }) }, 'failed'));
  expect(text).not.toContain(CANARY);
  expect(JSON.parse(text)).toMatchObject({
    err: { name: 'Error', cause: { name: 'TypeError', code: 'ECONNRESET' } },
  });
  expect(text).toContain('log.test');
});
