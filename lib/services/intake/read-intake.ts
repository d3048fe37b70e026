// What somebody with an intake link is asked for: names and types, never a value or a fingerprint.

import 'server-only';
import type { Intake } from '@/lib/contracts/intake';
import { toTypeId } from '@/lib/domain/ids';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import type { IntakeItemRow } from '@/lib/db/secrets/intake-items';
import type { Installation } from '../context';
import { openIntake } from './open-intake';
import type { LinkHolder } from './open-intake';

/** Throws as `openIntake` does. */
export async function readIntake(installation: Installation, holder: LinkHolder): Promise<Intake> {
  const { link, items } = await openIntake(installation, holder);
  return {
    askedBy: { name: link.makerName, email: link.makerEmail },
    label: link.label,
    note: link.note,
    expiresAt: link.expiresAt.toISOString(),
    items: items.map(itemOf),
  };
}

function itemOf(row: IntakeItemRow): Intake['items'][number] {
  const parts = TYPE_RULES[row.type].parts ?? [];
  return {
    id: toTypeId('secret', row.secretId),
    key: row.name,
    path: row.path,
    type: row.type,
    format: row.format,
    parts: parts.map(({ name, label, required }) => ({ name, label, required })),
    description: row.description,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}
