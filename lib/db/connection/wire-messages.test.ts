import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutMessages, isFatal, simpleQuery, SYNC } from './wire-messages';

const BIND = Buffer.from([0x42, 0, 0, 0, 6, 1, 2]);
const PARSE = Buffer.from([0x50, 0, 0, 0, 5, 9]);
const EXECUTE = Buffer.from([0x45, 0, 0, 0, 4]);
const TERMINATE = Buffer.from([0x58, 0, 0, 0, 4]);
const STARTUP = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0]);

function errorResponse(severity: string): Buffer {
  const fields = Buffer.from(`SX\0V${severity}\0C00000\0Mmessage\0\0`);
  const header = Buffer.from([0x45, 0, 0, 0, 4 + fields.length]);
  return Buffer.concat([header, fields]);
}

describe('cutting messages', () => {
  test('what runs something goes alone, the rest together, and the startup packet first', () => {
    const bytes = Buffer.concat([STARTUP, PARSE, BIND, EXECUTE, SYNC, PARSE]);
    expect(cutMessages(bytes, false)).toEqual({
      batches: [STARTUP, Buffer.concat([PARSE, BIND]), EXECUTE, Buffer.from(SYNC), PARSE],
      rest: Buffer.alloc(0),
      terminated: false,
    });
  });

  test('the rows of a COPY go with it, and what follows alone', () => {
    const copy = simpleQuery('copy t from stdin');
    const rows = Buffer.from([0x64, 0, 0, 0, 6, 0x31, 0x0a]);
    const done = Buffer.from([0x63, 0, 0, 0, 4]);
    const next = Buffer.from(simpleQuery('select 1'));
    const { batches } = cutMessages(Buffer.concat([copy, rows, done, next]), true);
    expect(batches).toEqual([Buffer.concat([copy, rows, done]), next]);
  });

  test('nothing after the good-bye is run', () => {
    const { batches, terminated } = cutMessages(Buffer.concat([SYNC, TERMINATE, SYNC]), true);
    expect(batches).toEqual([Buffer.from(SYNC)]);
    expect(terminated).toBe(true);
  });

  test('a query is written as the protocol has it', () => {
    expect(Buffer.from(simpleQuery('ü')).toString('hex')).toBe('5100000007c3bc00');
  });

  test('messages come out whole and in order however they arrive', () => {
    const stream = Buffer.concat([STARTUP, PARSE, BIND, EXECUTE, SYNC, simpleQuery('select 1')]);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const seen: Buffer[] = [];
        let held: Buffer = Buffer.alloc(0);
        let started = false;
        edges.slice(1).forEach((edge, index) => {
          held = Buffer.concat([held, stream.subarray(edges[index], edge)]);
          const { batches, rest } = cutMessages(held, started);
          if (batches.length > 0) started = true;
          seen.push(...batches);
          held = rest;
        });
        expect(Buffer.concat(seen).equals(stream)).toBe(true);
        expect(held).toHaveLength(0);
      }),
    );
  });
});

describe('telling that the backend is gone', () => {
  test.each(['PANIC', 'FATAL'])('%s ends it', (severity) => {
    expect(isFatal(Buffer.concat([BIND, errorResponse(severity)]))).toBe(true);
  });

  test('an ordinary error does not, nor a row that only speaks of one', () => {
    const row = Buffer.from([0x44, 0, 0, 0, 12, 0, 0x56, ...Buffer.from('PANIC\0')]);
    expect(isFatal(Buffer.concat([row, errorResponse('ERROR')]))).toBe(false);
  });
});
