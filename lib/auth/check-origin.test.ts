import { describe, expect, it } from 'vitest';
import type { KeystowError } from '@/lib/domain/errors';
import { checkOrigin } from './check-origin';

function codeOf(baseUrl: string | undefined, origin: string | null, host: string | null): string {
  const headers = new Headers();
  if (origin !== null) headers.set('origin', origin);
  if (host !== null) headers.set('host', host);
  try {
    checkOrigin({ baseUrl }, headers);
  } catch (error) {
    return (error as KeystowError).code;
  }
  return 'passes';
}

describe('a write that rests on a cookie', () => {
  const BASE = 'https://keys.example.org';

  it.each([
    [BASE, BASE, 'internal:3000'],
    [undefined, 'http://localhost:3000', 'localhost:3000'],
    [undefined, 'http://127.0.0.1:3000', '127.0.0.1:3000'],
    [undefined, 'http://[::1]:3000', '[::1]:3000'],
    [undefined, 'http://localhost', 'localhost:80'],
  ])('passes from the console itself (BASE_URL %s, Origin %s, Host %s)', (base, origin, host) => {
    expect(codeOf(base, origin, host)).toBe('passes');
  });

  it.each([
    [BASE, null, 'keys.example.org'],
    [BASE, 'null', 'keys.example.org'],
    [BASE, 'http://keys.example.org', 'keys.example.org'],
    [BASE, 'https://keys.example.org.evil.example', 'keys.example.org'],
    [BASE, 'https://evil.example', 'evil.example'],
    [BASE, 'http://localhost:3000', 'localhost:3000'],
    [BASE, `${BASE}/`, 'keys.example.org'],
    [undefined, null, 'localhost:3000'],
    [undefined, 'null', 'localhost:3000'],
    [undefined, 'http://localhost:3001', 'localhost:3000'],
    [undefined, 'http://127.0.0.1:3000', 'localhost:3000'],
    [undefined, 'http://evil.example:3000', 'localhost:3000'],
    [undefined, 'http://evil.example:3000', 'evil.example:3000'],
    [undefined, 'http://localhost.evil.example', 'localhost.evil.example'],
    [undefined, 'http://127.0.0.1.evil.example', '127.0.0.1.evil.example'],
    [undefined, 'http://localhost@evil.example', 'localhost'],
    [undefined, 'http://localhost:3000', null],
    [undefined, 'http://localhost:3000', 'localhost:3000/..'],
    [undefined, 'file://localhost', 'localhost'],
    [undefined, '', ''],
  ])('is refused as cross-site (BASE_URL %s, Origin %s, Host %s)', (base, origin, host) => {
    expect(codeOf(base, origin, host)).toBe('cross_site');
  });
});
