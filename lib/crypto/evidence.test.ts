import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EvidencePack } from '@/lib/domain/evidence';
import { canonicalJson } from './canonical-json';
import { signCheckpoint } from './checkpoint';
import { openEvidence, signEvidence } from './evidence';
import { leafHash } from './merkle';
import { PathCollector } from './merkle-path';
import { noteSigner } from './signed-note';

const ORIGIN = 'keystow-audit/i/o';
const signer = noteSigner(ORIGIN, Buffer.alloc(32, 7));
const PAGE = '<!doctype html><body><p>Rotated &lt;KEY&gt;</p></body>';
const content = { run: { id: 'rot_1', title: 'a </script> b \\u003c c' } };
const proof = createHash('sha256').update(canonicalJson(content)).digest('hex');

const texts = [1, 2, 3, 4, 5].map((number) =>
  canonicalJson({
    number,
    action: number === 4 ? 'rotation_run.closed' : 'secret.staged',
    details: number === 4 ? { rotationRun: { id: 'rot_1' }, proof } : {},
  }),
);

function packOf(changes: Partial<EvidencePack> = {}): EvidencePack {
  const places = [1, 3];
  const collector = new PathCollector(places);
  for (const text of texts) collector.append(leafHash(text));
  const { root, paths } = collector.finish();
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  return {
    kind: 'rotation',
    installation: 'i',
    organization: 'org_1',
    scope: { kind: 'project', id: 'prj_1', path: 'shop' },
    madeAt: '2026-11-23T00:00:00.000Z',
    madeBy: 'Ada',
    period: null,
    proofs: [{ kind: 'rotation', id: 'rot_1', title: 'a', sha256: proof, content }],
    standing: null,
    events: places.map((place) => ({
      number: place + 1,
      text: texts[place]!,
      leaf: hex(leafHash(texts[place]!)),
      path: paths.get(place)!.map(hex),
    })),
    checkpoint: { size: 5, note: signCheckpoint({ origin: ORIGIN, size: 5n, root }, signer) },
    ...changes,
  };
}

const faultsOf = (file: string, key = signer.verifierKey) =>
  openEvidence(file, key).faults.map(({ fault }) => fault);
const flipped = (file: string, at: number) => {
  const bytes = Buffer.from(file);
  bytes[at]! ^= 1;
  return bytes.toString();
};

describe('evidence packs', () => {
  const { json, html } = signEvidence(packOf(), PAGE, signer);

  it('open by the pinned key, as JSON and as the page', () => {
    expect(faultsOf(json)).toEqual([]);
    expect(faultsOf(html)).toEqual([]);
  });

  it('are refused with any byte of the JSON or the page changed', () => {
    for (const file of [json, html]) {
      const passed = Array.from(Buffer.from(file).keys()).filter(
        (at) => faultsOf(flipped(file, at)).length === 0,
      );
      expect(passed).toEqual([]);
    }
  });

  it('are refused when signed by another key, or a key of another installation', () => {
    const other = noteSigner(ORIGIN, Buffer.alloc(32, 8));
    const elsewhere = noteSigner('keystow-audit/j/o', Buffer.alloc(32, 7));
    expect(faultsOf(json, other.verifierKey)).toContain('signature');
    expect(faultsOf(json, elsewhere.verifierKey)).toContain('signature');
  });

  it('say which part differs', () => {
    expect(faultsOf(json.replace('"Ada"', '"Bob"'))).toEqual(['pack']);
    expect(faultsOf(html.replace('Rotated', 'Revoked'))).toEqual(['html']);
    expect(faultsOf(` ${json}`)).toEqual(['form']);
  });

  it('are refused though signed when the log does not bear them out', () => {
    const signedWith = (changes: Partial<EvidencePack>) =>
      faultsOf(signEvidence(packOf(changes), PAGE, signer).json);
    const [first, second] = packOf().events;
    const swapped = [
      { ...first!, path: second!.path },
      { ...second!, path: first!.path },
    ];
    expect(signedWith({ events: swapped })).toEqual(['event', 'event']);
    expect(signedWith({ events: [first!] })).toEqual(['proof']);
    expect(signedWith({ events: [first!, { ...second!, text: texts[0]! }] })).toContain('event');
    expect(signedWith({ checkpoint: { ...packOf().checkpoint, size: 4 } })).toEqual(['checkpoint']);
  });

  it('are no checkpoint, and a checkpoint is no pack', () => {
    const { note } = packOf().checkpoint;
    const read = JSON.parse(json) as object;
    expect(faultsOf(canonicalJson({ ...read, note }))).not.toEqual([]);
    expect(faultsOf(note)).toEqual(['form']);
  });
});
