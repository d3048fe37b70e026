// What a connector's credentials are bound to: changed in the database alone, they no longer open.

import { hash } from 'node:crypto';
import 'server-only';
import { canonicalJson } from '@/lib/crypto/canonical-json';
import type { SealedConnector } from '@/lib/db/connectors/sealed-connectors';

/** A connector's row as far as it decides where credentials and values go, and who is handed what. */
export type BoundConnector = Pick<
  SealedConnector,
  | 'organizationId'
  | 'scopeId'
  | 'kind'
  | 'settings'
  | 'destination'
  | 'allowed'
  | 'writable'
  | 'approvedAt'
>;

/** SHA-256 of the canonical JSON (RFC 8785), in hexadecimal digits. */
export function bindingOf(row: BoundConnector): string {
  const { organizationId, scopeId, kind, settings, destination, allowed, writable } = row;
  const bound = {
    binding: 'keystow/connector/v1',
    ...{ organizationId, scopeId, kind, destination, allowed: [...allowed], writable },
    approved: row.approvedAt !== null,
    // As the database gives them back: without what is undefined.
    settings: JSON.parse(JSON.stringify(settings)) as unknown,
  };
  return hash('sha256', canonicalJson(bound), 'hex');
}
