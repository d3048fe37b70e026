import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { auditOrigin, signCheckpoint } from '@/lib/crypto/checkpoint';
import { LogVerifier } from '@/lib/crypto/audit-log';
import { noteSigner } from '@/lib/crypto/signed-note';
import { exportHead } from '@/lib/domain/audit-export';
import { runCommand } from '@/lib/testing/run-command';

vi.setConfig({ testTimeout: 120_000 });

const CHAIN = '01900000-0000-7000-8000-000000000001';
const ORIGIN = auditOrigin('01900000-0000-7000-8000-00000000000f', CHAIN);
const signer = noteSigner(ORIGIN, new Uint8Array(32).fill(7));

const textOf = (number: number) =>
  JSON.stringify({ action: 'session.started', chain: CHAIN, number: String(number) });

describe('keystow audit export', () => {
  it('writes what the console hands out byte for byte, wherever its pieces end', async () => {
    const text = `${JSON.stringify({ name: 'Z\u00fcrich \ud83d\udd11' })}\n`;
    const bytes = Buffer.from(text);
    const server = createServer((_request, answer) => {
      void (async () => {
        for (const byte of bytes) {
          answer.write(Buffer.of(byte));
          await setImmediate();
        }
        answer.end();
      })();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const settings = {
      KEYSTOW_URL: `http://127.0.0.1:${port}`,
      KEYSTOW_TOKEN: `kst_${'x'.repeat(49)}`,
    };
    const exported = await runCommand(['audit', 'export'], settings);
    server.close();
    expect(exported).toMatchObject({ code: 0, stdout: text });
  });
});

describe('keystow audit verify, on a file alone', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'keystow-audit-'));
  const log = path.join(home, 'log.jsonl');
  const checkpoint = path.join(home, 'checkpoint');
  afterAll(() => rmSync(home, { recursive: true }));

  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      JSON.stringify({ number: String(index + 1), text: textOf(index + 1) }),
    );
  const writeLog = (events: readonly string[], size = events.length) =>
    writeFileSync(
      log,
      [JSON.stringify(exportHead(CHAIN, ORIGIN, BigInt(size))), ...events, ''].join('\n'),
    );
  const verify = (...args: string[]) => runCommand(['audit', 'verify', log, ...args], {});
  const pinned = ['--key', signer.verifierKey, '--checkpoint', checkpoint];

  beforeAll(() => {
    const verifier = new LogVerifier(CHAIN);
    for (let number = 1; number <= 5; number += 1) verifier.add({ number, text: textOf(number) });
    const signed = { origin: ORIGIN, size: 5n, root: verifier.root() };
    writeFileSync(checkpoint, signCheckpoint(signed, signer));
  });

  it('ends with 0 for what was signed, with 1 for anything else', async () => {
    writeLog(lines(5));
    const equal = await verify(...pinned, '--json');
    expect(equal.code).toBe(0);
    expect(JSON.parse(equal.stdout)).toMatchObject({ verdict: 'equal', events: 5, faults: [] });
    const whole = readFileSync(log, 'utf8');
    writeFileSync(log, whole.replace('session.started', 'session.ended'));
    expect(await verify(...pinned)).toMatchObject({ code: 1 });
    writeLog(lines(5).toSpliced(1, 1));
    const missing = await verify(...pinned);
    expect(missing.code).toBe(1);
    expect(missing.stdout).toContain('2: missing');
    writeLog(lines(4));
    expect(await verify(...pinned)).toMatchObject({ code: 1 });
  });

  it('ends with 2 without a pin, and where events follow the checkpoint', async () => {
    writeLog(lines(5));
    expect(await verify()).toMatchObject({ code: 2 });
    writeLog(lines(7));
    const beyond = await verify(...pinned);
    expect(beyond.code).toBe(2);
    expect(beyond.stdout).toContain('7 events, 5 of them signed');
  });

  it('ends with 2 for a pin without a file to hold it against', async () => {
    const without = await runCommand(['audit', 'verify', ...pinned], {});
    expect(without).toMatchObject({ code: 2 });
    expect(without.stderr).toContain('are for a file');
  });

  it('takes for the end of a line what JSON Lines does, and nothing else', async () => {
    const text = textOf(1).replace('session.started', 'a\u2028b\u2029c\u0085d');
    const verifier = new LogVerifier(CHAIN);
    verifier.add({ number: 1, text });
    writeLog([JSON.stringify({ number: '1', text })]);
    writeFileSync(log, readFileSync(log, 'utf8').replaceAll('\n', '\r\n'));
    const { stdout } = await verify('--json');
    const root = Buffer.from(verifier.root()).toString('hex');
    expect(JSON.parse(stdout)).toMatchObject({ events: 1, root, faults: [] });
  });

  it('says what is wrong with a pin, and with what is no log', async () => {
    writeLog(lines(5));
    const halves = await verify('--key', signer.verifierKey);
    expect(halves).toMatchObject({ code: 2 });
    const other = noteSigner(ORIGIN, new Uint8Array(32).fill(8)).verifierKey;
    const unsigned = await verify('--key', other, '--checkpoint', checkpoint);
    expect(unsigned.code).toBe(1);
    expect(unsigned.stderr).toContain('did not sign');
    expect(await verify('--key', 'nonsense', '--checkpoint', checkpoint)).toMatchObject({
      code: 2,
    });
    writeFileSync(log, 'nothing of the kind\n');
    expect((await verify(...pinned)).stderr).toContain('does not begin as an exported audit log');
  });
});
