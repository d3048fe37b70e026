import { describe, expect, it } from 'vitest';
import { LogVerifier, type LogEntry } from './audit-log';
import { appendLeaf, emptyFrontier, frontierRoot, leafHash } from './merkle';

const CHAIN = '01900000-0000-7000-8000-000000000001';

function textOf(number: number, more: object = {}): string {
  return JSON.stringify({
    action: 'session.started',
    chain: CHAIN,
    number: String(number),
    ...more,
  });
}

function entry(number: number, text = textOf(number)): LogEntry {
  return { number, text, leaf: Buffer.from(leafHash(text)).toString('hex') };
}

const log = (count: number) => Array.from({ length: count }, (_, index) => entry(index + 1));

function verify(entries: readonly LogEntry[]) {
  const verifier = new LogVerifier(CHAIN);
  for (const one of entries) verifier.add(one);
  return { faults: verifier.faults(), root: Buffer.from(verifier.root()).toString('hex') };
}

function rootOf(entries: readonly LogEntry[]): string {
  let frontier: Uint8Array = emptyFrontier;
  entries.forEach(({ leaf }, index) => {
    frontier = appendLeaf(frontier, BigInt(index), Buffer.from(leaf!, 'hex'));
  });
  return Buffer.from(frontierRoot(frontier, BigInt(entries.length))).toString('hex');
}

const erased = ({ number, leaf }: LogEntry): LogEntry => ({ number, text: null, leaf });
const listing = (number: number, from: number, to: number) =>
  entry(
    number,
    textOf(number, {
      action: 'audit.retention_applied',
      details: { from: String(from), to: String(to) },
    }),
  );

describe('verifying a log', () => {
  it('gives the root that its writer kept, for every size', () => {
    for (let size = 0; size <= 40; size += 1) {
      const entries = log(size);
      expect(verify(entries)).toEqual({ faults: [], root: rootOf(entries) });
    }
  });

  it('finds an edited event by its leaf, or by the root where the leaf was edited too', () => {
    const whole = log(9);
    const text = textOf(4, { action: 'session.ended' });
    const kept = whole.with(3, { ...whole[3]!, text });
    expect(verify(kept).faults).toEqual([{ kind: 'edited', number: 4 }]);
    const both = verify(whole.with(3, entry(4, text)));
    expect(both.faults).toEqual([]);
    expect(both.root).not.toBe(rootOf(whole));
  });

  it('finds a deleted, an inserted and two swapped events', () => {
    const whole = log(6);
    expect(verify(whole.toSpliced(2, 1)).faults).toEqual([{ kind: 'missing', number: 3 }]);
    const inserted = verify(whole.toSpliced(2, 0, entry(2)));
    expect(inserted.faults).toEqual([{ kind: 'out_of_order', number: 2 }]);
    const swapped = verify(whole.with(2, whole[3]!).with(3, whole[2]!));
    expect(swapped.faults).toContainEqual({ kind: 'missing', number: 3 });
    expect(swapped.faults).toContainEqual({ kind: 'out_of_order', number: 3 });
  });

  it('finds an event of another log, or of another place in this one', () => {
    const other = textOf(3, { chain: '01900000-0000-7000-8000-000000000002' });
    expect(verify(log(4).with(2, entry(3, other))).faults).toEqual([
      { kind: 'foreign', number: 3 },
    ]);
    expect(verify(log(4).with(2, { ...entry(3), text: textOf(9) })).faults).toContainEqual({
      kind: 'foreign',
      number: 3,
    });
    const canonical = (number: number, chain: string) =>
      entry(
        2,
        `{"action":"session.ended","at":"","chain":"${chain}","details":{},"number":"${number}","v":1}`,
      );
    expect(verify(log(2).with(1, canonical(2, CHAIN))).faults).toEqual([]);
    for (const foreign of [canonical(3, CHAIN), canonical(2, CHAIN.replace(/1$/, '2'))]) {
      expect(verify(log(2).with(1, foreign)).faults).toEqual([{ kind: 'foreign', number: 2 }]);
    }
    expect(verify(log(2).with(1, entry(2, 'no JSON'))).faults).toContainEqual({
      kind: 'foreign',
      number: 2,
    });
  });

  it('takes erased events that a later event lists, and no others', () => {
    const whole = [...log(5), listing(6, 1, 3)];
    const listed = whole.map((one) => (one.number <= 3 ? erased(one) : one));
    expect(verify(listed)).toEqual({ faults: [], root: rootOf(whole) });
    const twice = [...log(5), listing(6, 1, 2), listing(7, 3, 5)];
    const gone = twice.map((one) => (one.number <= 5 ? erased(one) : one));
    expect(verify(gone).faults).toEqual([]);
    const more = whole.map((one) => (one.number <= 4 ? erased(one) : one));
    expect(verify(more).faults).toEqual([{ kind: 'erased', number: 1 }]);
    const later = [listing(1, 2, 3), ...log(4).slice(1).map(erased)];
    expect(verify(later).faults).toEqual([{ kind: 'erased', number: 2 }]);
  });

  it('says so where an event has neither text nor leaf', () => {
    expect(verify([...log(1), { number: 2, text: null }]).faults).toEqual([
      { kind: 'unreadable', number: 2 },
    ]);
  });
});
