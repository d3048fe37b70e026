import { describe, expect, it } from 'vitest';
import { KeystowError } from '@/lib/domain/errors';
import { checkConfig } from './check-config';

const SCHEMA = {
  type: 'object',
  properties: {
    channel: { type: 'string', pattern: '^#' },
    retries: { type: 'integer', minimum: 0 },
    token: { type: 'string', minLength: 10, platformSecret: 'SLACK_TOKEN' },
  },
  required: ['channel', 'token'],
  additionalProperties: false,
};

function faults(schema: object, config: object): string[] {
  try {
    checkConfig(schema as Record<string, unknown>, config as Record<string, unknown>);
    return [];
  } catch (error) {
    if (!(error instanceof KeystowError)) throw error;
    return (error.extras.issues ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

const ofProperty = (name: string, schema: unknown) => ({
  type: 'object',
  properties: { [name]: schema },
});

describe('a configuration', () => {
  it('needs no property that delivery fills, though the schema requires it', () => {
    expect(faults(SCHEMA, { channel: '#alerts', retries: 3 })).toEqual([]);
  });

  it('that holds what delivery fills is refused', () => {
    expect(faults(SCHEMA, { channel: '#a', token: 'in the clear' })).toEqual([
      '/config/token filled_at_delivery',
    ]);
  });

  it('is held to its schema, each fault at its place, and is not quoted', () => {
    expect(faults(SCHEMA, { channel: 'canary', retries: -1, more: 1 }).sort()).toEqual([
      '/config additionalProperties',
      '/config/channel pattern',
      '/config/retries minimum',
    ]);
    expect(faults(SCHEMA, {})).toEqual(['/config/channel required']);
    try {
      checkConfig(SCHEMA, { channel: 'canary', canary: 1 });
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify((error as KeystowError).extras) + String(error)).not.toContain(
        'canary',
      );
    }
  });

  it.each<[string, object]>([
    [
      'a definition of the schema itself',
      {
        ...ofProperty('a', { $ref: '#/$defs/name' }),
        $defs: { name: { type: 'string', maxLength: 3 } },
      },
    ],
    [
      'the dialect named',
      {
        ...ofProperty('a', { maxLength: 3 }),
        $schema: 'https://json-schema.org/draft/2020-12/schema',
      },
    ],
    [
      'a property called like a keyword',
      {
        ...ofProperty('a', { maxLength: 3 }),
        patternProperties: { '^$': { properties: { $id: {}, pattern: {}, platformSecret: {} } } },
      },
    ],
  ])('with %s is checked', (_, schema) => {
    expect(faults(schema, { a: 'abc' })).toEqual([]);
    expect(faults(schema, { a: 'abcd' })).toEqual(['/config/a maxLength']);
  });
});

describe('a schema is refused', () => {
  const nested = (levels: number): object =>
    levels === 0 ? {} : { properties: { a: nested(levels - 1) } };
  it.each<[string, object, string]>([
    ['of a list', { type: 'array' }, '/configSchema/type not_object'],
    [
      'of another dialect',
      { type: 'object', $schema: 'http://json-schema.org/draft-07/schema#' },
      '/configSchema/$schema other_dialect',
    ],
    [
      'that refers to the network',
      ofProperty('a', { $ref: 'https://schemas.invalid/a' }),
      '/configSchema/properties/a/$ref ref_refused',
    ],
    [
      'that refers to itself',
      ofProperty('a', { $ref: '#' }),
      '/configSchema/properties/a/$ref ref_refused',
    ],
    [
      'whose definitions refer to each other',
      { type: 'object', $defs: { a: { allOf: [{ $ref: '#/$defs/a' }] } } },
      '/configSchema/$defs/a/allOf/0/$ref ref_refused',
    ],
    [
      'that refers to what is not there',
      ofProperty('a', { $ref: '#/$defs/none' }),
      '/configSchema schema_unusable',
    ],
    [
      'with a base of its own',
      { type: 'object', $id: 'https://schemas.invalid/' },
      '/configSchema/$id keyword_refused',
    ],
    [
      'with a keyword that is none',
      ofProperty('a/b', { typ: 'string' }),
      '/configSchema/properties/a~1b/typ keyword_refused',
    ],
    [
      'with a keyword put wrongly',
      ofProperty('a', { type: 'text' }),
      '/configSchema/properties/a/type enum',
    ],
    [
      'with a pattern that is none',
      ofProperty('a', { type: 'string', pattern: '(' }),
      '/configSchema schema_unusable',
    ],
    [
      'with a long pattern',
      ofProperty('a', { pattern: 'a'.repeat(257) }),
      '/configSchema/properties/a/pattern pattern_too_long',
    ],
    [
      'that is deep',
      { type: 'object', ...nested(9) },
      '/configSchema/properties/a/properties/a/properties/a/properties/a/properties/a/properties/a/properties/a/properties/a/properties too_deep',
    ],
    ['that is large', { type: 'object', enum: Array(1000).fill(1) }, '/configSchema too_large'],
    ['with NUL', ofProperty('a', { description: '\0' }), '/configSchema nul'],
    [
      'with a platform secret that is no text',
      ofProperty('a', { type: 'integer', platformSecret: 'A' }),
      '/configSchema/properties/a/platformSecret not_string',
    ],
    [
      'with one that is no name',
      ofProperty('a', { type: 'string', platformSecret: 'a b' }),
      '/configSchema/properties/a/platformSecret no_secret_name',
    ],
    [
      'with one that could never be delivered',
      ofProperty('a', { type: 'string', platformSecret: 'LD_PRELOAD' }),
      '/configSchema/properties/a/platformSecret no_secret_name',
    ],
    [
      'with one within another property',
      ofProperty('a', ofProperty('b', { type: 'string', platformSecret: 'A' })),
      '/configSchema/properties/a/properties/b/platformSecret not_fillable',
    ],
    [
      'with one in a definition',
      { type: 'object', $defs: { a: { type: 'string', platformSecret: 'A' } } },
      '/configSchema/$defs/a/platformSecret not_fillable',
    ],
    [
      'with one of the whole',
      { type: 'object', platformSecret: 'A' },
      '/configSchema/platformSecret not_fillable',
    ],
  ])('%s', (_, schema, fault) => {
    expect(faults(schema, {})).toContain(fault);
  });

  it('whose pattern backtracks without end, soon', () => {
    const schema = ofProperty('a', { type: 'string', pattern: '^(a+)+$' });
    const began = performance.now();
    expect(faults(schema, { a: `${'a'.repeat(60)}!` })).toEqual(['/configSchema pattern_too_slow']);
    const names = { type: 'object', patternProperties: { '^(a+)+$': true } };
    expect(faults(names, { [`${'a'.repeat(60)}!`]: 1 })).toEqual([
      '/configSchema pattern_too_slow',
    ]);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  const numbers = (many: number) => Array.from({ length: many }, (_, at) => at);
  const each = (many: number, schema: unknown) => Array(many).fill(schema) as unknown[];
  it.each<[string, object, object, string]>([
    [
      'compares many long lists',
      { type: 'object', allOf: each(40, { properties: { a: { uniqueItems: true } } }) },
      { a: numbers(11_000) },
      '/config too_large',
    ],
    [
      'finds a fault for each part in each value',
      ofProperty('a', { items: { allOf: each(900, false) } }),
      { a: each(31_000, 1) },
      '/config too_large',
    ],
    [
      'does so in lists of lists',
      ofProperty('a', { items: { items: { contains: { anyOf: each(900, false) } } } }),
      { a: each(900, each(30, 1)) },
      '/config too_large',
    ],
    [
      'refers to a large definition often',
      {
        type: 'object',
        allOf: each(300, { $ref: '#/$defs/a' }),
        $defs: { a: { allOf: each(300, true) } },
      },
      {},
      '/configSchema too_large',
    ],
  ])('that %s, soon', (_, schema, config, fault) => {
    const began = performance.now();
    expect(faults(schema, config)).toEqual([fault]);
    expect(performance.now() - began).toBeLessThan(3000);
  });

  it('of the most parts there may be is checked against the most values, soon', () => {
    const lists = { a: each(15, numbers(15)) };
    const began = performance.now();
    const unique = { items: { uniqueItems: true, items: { allOf: each(900, false) } } };
    expect(faults(ofProperty('a', unique), lists)).toHaveLength(20);
    const long = ofProperty('a', { allOf: each(10, { uniqueItems: true }) });
    expect(faults(long, { a: numbers(1000) })).toEqual([]);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
