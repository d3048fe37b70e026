import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { signCheckpoint } from '@/lib/crypto/checkpoint';
import { signEvidence } from '@/lib/crypto/evidence';
import { leafHash } from '@/lib/crypto/merkle';
import { noteSigner } from '@/lib/crypto/signed-note';
import { runCommand } from '@/lib/testing/run-command';

vi.setConfig({ testTimeout: 120_000 });

const origin = 'keystow-audit/i/o';
const signer = noteSigner(origin, new Uint8Array(32).fill(7));
const root = leafHash('{}');

const { json, html } = signEvidence(
  {
    kind: 'rotation',
    installation: 'i',
    organization: 'org_1',
    scope: { kind: 'project', id: 'prj_1', path: 'shop' },
    madeAt: '2026-11-23T00:00:00.000Z',
    madeBy: 'Ada',
    period: null,
    proofs: [],
    standing: null,
    events: [{ number: 1, text: '{}', leaf: Buffer.from(root).toString('hex'), path: [] }],
    checkpoint: { size: 1, note: signCheckpoint({ origin, size: 1n, root }, signer) },
  },
  '<body>Evidence</body>',
  signer,
);

describe('keystow evidence verify', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'keystow-evidence-'));
  afterAll(() => rmSync(home, { recursive: true }));
  const written = (name: string, text: string) => {
    writeFileSync(path.join(home, name), text);
    return path.join(home, name);
  };
  const pack = written('pack.json', json);
  const page = written('pack.html', html);
  const key = ['--key', signer.verifierKey];

  it('ends with 0 where all holds', async () => {
    const verified = await runCommand(['evidence', 'verify', pack, page, ...key, '--json'], {});
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true });
  });

  it('ends with 1 and says which part differs', async () => {
    const changed = written('changed.html', html.replace('Evidence', 'evidence'));
    const verified = await runCommand(['evidence', 'verify', pack, changed, ...key], {});
    expect(verified.code).toBe(1);
    expect(verified.stdout).toContain('html: ');
    const marked = written('marked.json', `\ufeff${json}`);
    expect((await runCommand(['evidence', 'verify', marked, ...key], {})).code).toBe(1);
  });

  it('ends with 2 where no key is pinned, or what is given is none', async () => {
    expect((await runCommand(['evidence', 'verify', pack], {})).code).toBe(2);
    expect((await runCommand(['evidence', 'verify', pack, '--key', 'x'], {})).code).toBe(2);
  });

  it('ends with 2 and the cause where a file cannot be read, and judges the key before the file', async () => {
    for (const [file, cause] of [
      [path.join(home, 'none.json'), 'ENOENT'],
      [home, 'EISDIR'],
    ] as const) {
      const refused = await runCommand(['evidence', 'verify', file, ...key], {});
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(cause)]);
    }
    const other = written('other.json', '{}');
    expect((await runCommand(['evidence', 'verify', other, ...key], {})).code).toBe(1);
    for (const given of ['', 'x']) {
      const refused = await runCommand(['evidence', 'verify', other, '--key', given], {});
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/key/i)]);
    }
  });

  it('exports one of three things, each said in full, before anything is asked', async () => {
    for (const args of [
      [],
      ['rot_1', '--leak', 'leak_1'],
      ['--from', '2026-07-01'],
      ['--from', '2026-02-31', '--to', '2026-03-31'],
    ]) {
      const refused = await runCommand(['evidence', 'export', ...args, '--output', 'x.json'], {
        KEYSTOW_URL: 'http://localhost:1',
        KEYSTOW_TOKEN: 'kst_none',
      });
      expect([args, refused.code]).toEqual([args, 2]);
    }
  });
});
