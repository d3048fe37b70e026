import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '@/lib/env';
import { tryPostgres } from './try-postgres';

/** ErrorResponse of the protocol: severity, SQLSTATE, message. */
function errorResponse(code: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0Mcanary of the server\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

function selfSigned(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(path.join(tmpdir(), 'keystow-certificate-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const made = ['-keyout', key, '-out', cert, '-subj', '/CN=localhost', '-days', '1'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...made], {
    stdio: 'ignore',
  });
  const pair = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return pair;
}

/** Speaks TLS with a certificate that nobody vouches for, and lets nobody in. */
describe('the sslmode of an address', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    const pair = selfSigned();
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write('S');
        const secure = new TLSSocket(socket, { isServer: true, ...pair });
        secure.on('error', () => undefined);
        secure.once('data', () => secure.end(errorResponse('28P01')));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  const env = readEnv({ NODE_ENV: 'test' });
  const tried = (sslmode: string) =>
    tryPostgres(env, {
      ...{ kind: 'postgresql', host: 'localhost', port, database: 'x', username: 'x' },
      ...{ password: 'canary-9f', parameters: new Map([['sslmode', sslmode]]) },
    });

  it.each(['verify-full', 'verify-ca'])(
    '%s sends nothing to a server whose certificate nobody vouches for',
    async (sslmode) => {
      const { ok, detail } = await tried(sslmode);
      expect([ok, detail]).toEqual([false, expect.stringContaining('Its certificate is not one')]);
    },
  );

  it.each(['require', 'prefer'])(
    '%s encrypts without looking at it, and quotes nothing that the server says',
    async (sslmode) => {
      const { ok, detail } = await tried(sslmode);
      expect([ok, detail]).toEqual([
        false,
        expect.stringContaining('refused the user or the pass'),
      ]);
      expect(detail).not.toContain('canary');
    },
  );
});
