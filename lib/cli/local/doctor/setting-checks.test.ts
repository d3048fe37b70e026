import { expect, it } from 'vitest';
import { checkBaseUrl } from './check-base-url';
import { checkEnvironment } from './check-environment';
import { checkNodeVersion } from './check-node-version';

it('an old Node.js is a problem', () => {
  expect(checkNodeVersion('18.20.4').status).toBe('problem');
  expect(checkNodeVersion('20.18.0').status).toBe('problem');
  expect(checkNodeVersion('20.19.0').status).toBe('ok');
  expect(checkNodeVersion('24.1.0').status).toBe('ok');
  expect(checkNodeVersion().status).toBe('ok');
});

it('each wrong variable is a problem by its name, without what it holds', async () => {
  const wrong = await checkEnvironment({ PORT: 'canary', DATABASE_URL: 'mysql://canary' });
  expect(wrong.configuration).toBeNull();
  expect(wrong.checks.map((check) => check.message).sort()).toEqual([
    'DATABASE_URL cannot be used',
    'PORT cannot be used',
  ]);
  expect(JSON.stringify(wrong.checks)).not.toContain('canary');
  expect((await checkEnvironment({})).checks).toMatchObject([{ status: 'ok' }]);
});

it('an address that browsers will be refused at, or read at, is a warning', () => {
  const at = (more: object) =>
    checkBaseUrl({ baseUrl: undefined, host: 'localhost', port: 3000, trustProxy: false, ...more })
      .status;
  expect(at({})).toBe('ok');
  expect(at({ host: '0.0.0.0' })).toBe('warning');
  expect(at({ trustProxy: true })).toBe('warning');
  expect(at({ baseUrl: 'http://keys.example.org' })).toBe('warning');
  expect(at({ baseUrl: 'http://127.0.0.1:3000' })).toBe('ok');
  expect(at({ baseUrl: 'https://keys.example.org', host: '0.0.0.0' })).toBe('ok');
});
