// Says what would become of secrets that are to refer to places of a backend; no value is compared.

import 'server-only';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import type { PlannedItem } from '@/lib/db/transfers/transfer-items';
import { findHeldSecrets } from '@/lib/db/transfers/transfer-places';
import type { HeldSecret } from '@/lib/db/transfers/transfer-places';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ImportRow, RowFault } from '@/lib/domain/import/import-row';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import type { TransferVerdict } from '@/lib/domain/transfer';
import { namesTwice, verdictOfImport } from '@/lib/domain/transfer-verdict';
import { namePatternsOf } from '../access/authorize';
import type { Context } from '../context';
import { namesOfParts } from '../secrets/check-part-names';

export interface Planned {
  readonly items: readonly PlannedItem[];
  /** How many values were compared with others. */
  readonly compared: number;
}

interface Place {
  readonly number: number;
  readonly name: string;
  readonly reference: string;
}

/** `rows` and `places` are in the same order. */
export async function judgeReferences(
  ctx: Context,
  scope: AuthorizedScope,
  from: ConnectorRow,
  rows: readonly ImportRow[],
  places: readonly Place[],
): Promise<Planned> {
  const { prisma } = ctx.installation.database;
  const patterns = namePatternsOf(ctx);
  const checked = namesTwice(rows);
  const names = checked.flatMap((row) => (row.fault ? [] : [row.key]));
  const held = await findHeldSecrets(prisma, scope, names);
  const byName = new Map(held.map((one) => [one.name.toLowerCase(), one]));
  const parts = await namesOfParts(prisma, scope, names);
  const items = places.map(({ number, name, reference }, index): PlannedItem => {
    const row = checked[index]!;
    const met = row.fault ? undefined : byName.get(name.toLowerCase());
    const beyond = row.fault || isWithinPatterns(patterns, name) ? undefined : NOT_OF_THE_TOKEN;
    const fault = row.fault ?? beyond ?? metFault(name, met) ?? parts.get(name) ?? null;
    const verdict = fault ? verdictOfFault(fault) : verdictOf(met, from.id, reference);
    return {
      ...{ number, name, verdict },
      secretId: met?.id ?? null,
      source: reference,
      target: reference,
      sourceVersion: null,
      targetVersion: met ? String(met.currentVersion ?? 0) : null,
      writes: !fault && verdict !== 'unchanged',
      code: fault?.code ?? null,
      reason: fault?.message ?? null,
    };
  });
  return { items, compared: 0 };
}

function verdictOf(
  met: HeldSecret | undefined,
  connectorId: string,
  reference: string,
): TransferVerdict {
  if (!met) return 'new';
  const isThere = met.connectorId === connectorId && met.reference === reference;
  return isThere ? 'unchanged' : 'replace';
}

function verdictOfFault({ code }: RowFault): TransferVerdict {
  return code === 'in_parts' ? 'taken' : verdictOfImport({ verdict: 'invalid', code }, false);
}

function metFault(name: string, met: HeldSecret | undefined): RowFault | undefined {
  if (!met) return undefined;
  if (met.name !== name) {
    const message = `This scope already has ${met.name}, which differs only in case.`;
    return { code: 'name_case', message };
  }
  if (met.aliasOfId) {
    const message = `${name} is an alias here, without a value of its own. Delete it first.`;
    return { code: 'is_alias', message };
  }
  if (TYPE_RULES[met.type].parts === null) return undefined;
  const message = `${name} has parts here. Refer to each of them by a secret of its own.`;
  return { code: 'in_parts', message };
}

const NOT_OF_THE_TOKEN: RowFault = {
  code: 'name_not_allowed',
  message: 'The token is limited to other names.',
};
