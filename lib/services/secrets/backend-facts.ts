// What is shown of a value that lives elsewhere: where, through which connector, and what its backend said.

import 'server-only';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { SecretListRow } from '@/lib/db/secrets/secret-list';
import { BACKEND_FAULTS } from '@/lib/domain/backend';
import type { BackendFaultCode } from '@/lib/domain/backend';
import { toTypeId } from '@/lib/domain/ids';

type Elsewhere = Pick<SecretSummary, 'reference' | 'connector' | 'atBackend'>;

/** All null for what is sealed here. */
export function factsOfBackend(row: SecretListRow): Elsewhere {
  if (row.connectorId === null) return { reference: null, connector: null, atBackend: null };
  return {
    reference: row.reference,
    connector: {
      id: toTypeId('connector', row.connectorId),
      slug: row.connectorSlug ?? '',
      name: row.connectorName ?? '',
      approved: row.connectorApproved ?? false,
    },
    atBackend: {
      checkedAt: row.backendCheckedAt?.toISOString() ?? null,
      fault: row.backendFault === null ? null : readFault(row.backendFault),
      version: row.backendVersion,
      at: row.backendAt?.toISOString() ?? null,
      schedule: row.backendSchedule,
    },
  };
}

interface Fault {
  readonly code: BackendFaultCode;
  readonly message: string;
}

/** In one column: the code, a colon, and what to do. */
export function faultText({ code, message }: Fault): string {
  return `${code}: ${message}`;
}

function readFault(text: string): Fault {
  const cut = text.indexOf(': ');
  const code = BACKEND_FAULTS.find((one) => one === text.slice(0, cut)) ?? 'malformed';
  return { code, message: text.slice(cut + 2) };
}
