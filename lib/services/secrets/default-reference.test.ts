import { describe, expect, it } from 'vitest';
import { parseReference } from '@/lib/domain/backend-reference';
import { defaultReference } from './default-reference';

describe('where a value goes when nobody says where', () => {
  it.each([
    ['aws', 'payments.production.billing', 'payments/production/billing/DB_URL'],
    ['gcp', 'payments.production.billing', 'payments__production__billing__DB_URL'],
    ['vault', 'payments.production.billing', 'payments/production/billing/DB_URL?key=value'],
    ['aws', '_platform', '_platform/DB_URL'],
    ['gcp', '_platform', '_platform__DB_URL'],
    ['vault', '_platform', '_platform/DB_URL?key=value'],
  ] as const)('%s, %s: %s', (kind, scopePath, text) => {
    const reference = defaultReference(kind, scopePath, 'DB_URL');
    expect([reference, parseReference(kind, reference).text]).toEqual([text, text]);
  });
});
