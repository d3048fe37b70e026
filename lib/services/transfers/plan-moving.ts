// Plans to copy or move values of secrets: where each would go, and what is there already.

import 'server-only';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import type { PlannedItem } from '@/lib/db/transfers/transfer-items';
import { findSecretsAtPlaces, listSecretsAt } from '@/lib/db/transfers/transfer-places';
import type { HeldSecret } from '@/lib/db/transfers/transfer-places';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { parseReference } from '@/lib/domain/backend-reference';
import { reachesReference } from '@/lib/domain/connector-reach';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { matchesGlob } from '@/lib/domain/glob';
import type { RowFault } from '@/lib/domain/import/import-row';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { TRANSFER_ROWS_MAX } from '@/lib/domain/transfer';
import type { PlanTransferInput } from '@/lib/contracts/transfer';
import { namePatternsOf } from '../access/authorize';
import { isOwnReference, OWN_REFERENCE } from '../backends/own-reference';
import type { Context } from '../context';
import { defaultReference } from '../secrets/default-reference';
import { areOthersPlaces } from '../secrets/place-holders';
import { comparePlaces } from './compare-places';
import type { Ends } from './reach-connector';
import { readPlaces } from './read-places';
import type { Planned } from './judge-references';
import type { MovingRow } from './compare-places';

/** Of the secrets that live at `from`, by name. Throws 422 where they are more than a plan takes. */
export async function planMoving(
  ctx: Context,
  scope: AuthorizedScope,
  ends: Ends,
  input: PlanTransferInput,
  seed: string,
): Promise<Planned> {
  const secrets = await chosenSecrets(ctx, scope, ends, input.only ?? []);
  const rows = await readRows(ctx, scope, ends, secrets, seed);
  const { equal, compared } = await comparePlaces(ctx, scope, ends, rows);
  const items = rows.map((row, index): PlannedItem => {
    const { secret, target, from, there } = row;
    const fault = faultOf(row);
    const isThere = there?.ok === true;
    const verdict = fault ? 'invalid' : !isThere ? 'new' : equal.has(row) ? 'unchanged' : 'replace';
    return {
      number: index + 1,
      name: secret.name,
      secretId: secret.id,
      ...{ source: secret.reference, target },
      sourceVersion: from?.ok ? from.got.version : String(secret.currentVersion ?? 0),
      targetVersion: isThere ? there.got.version : null,
      verdict: fault?.code === 'place_taken' ? 'taken' : verdict,
      // What is at its target already is still to be moved: the secret does not lead there yet.
      writes: !fault && (verdict !== 'unchanged' || input.mode === 'move'),
      code: fault?.code ?? null,
      reason: fault?.message ?? null,
    };
  });
  return { items, compared };
}

async function chosenSecrets(
  ctx: Context,
  scope: AuthorizedScope,
  { from }: Ends,
  only: readonly string[],
): Promise<HeldSecret[]> {
  const { prisma } = ctx.installation.database;
  const all = await listSecretsAt(prisma, scope, from?.id ?? null, SECRETS_MAX);
  const patterns = namePatternsOf(ctx);
  const chosen = all.filter(
    ({ name }) =>
      isWithinPatterns(patterns, name) &&
      (only.length === 0 || only.some((glob) => matchesGlob(glob, name))),
  );
  if (chosen.length <= TRANSFER_ROWS_MAX && all.length < SECRETS_MAX) return chosen;
  const message = `A plan takes ${TRANSFER_ROWS_MAX} values at most: limit it to some names.`;
  throw ruleBroken('/only', 'too_many', message);
}

/** Of one scope. */
const SECRETS_MAX = 20_000;

async function readRows(
  ctx: Context,
  scope: AuthorizedScope,
  { from, to }: Ends,
  secrets: readonly HeldSecret[],
  seed: string,
): Promise<MovingRow[]> {
  const { installation } = ctx;
  const targets = secrets.map(({ name }) => to && targetOf(ctx, scope, to, name));
  const taken = to ? await placesTaken(ctx, scope, to, secrets, targets) : new Set<number>();
  const known = secrets.map((secret, index): RowFault | null => {
    const target = targets[index];
    if (taken.has(index)) return PLACE_TAKEN;
    return secretFault(secret, to) ?? (typeof target === 'object' ? target : null);
  });
  const open = secrets.flatMap((_, index) => (known[index] ? [] : [index]));
  const reading = (connector: ConnectorRow | null, references: readonly (string | null)[]) =>
    connector === null
      ? open.map(() => null)
      : readPlaces({ installation, connector, seed }, references as string[]);
  const sources = await reading(
    from,
    open.map((index) => secrets[index]!.reference),
  );
  const theirs = await reading(
    to,
    open.map((index) => targets[index] as string),
  );
  return secrets.map((secret, index) => {
    const at = open.indexOf(index);
    const target = typeof targets[index] === 'string' ? targets[index] : null;
    const fault = known[index] ?? null;
    return { secret, target, fault, from: sources[at] ?? null, there: theirs[at] ?? null };
  });
}

/** By the names of scope and secret: nobody chooses a place where others could look it up. */
function targetOf(
  { installation }: Context,
  scope: AuthorizedScope,
  to: ConnectorRow,
  name: string,
): string | RowFault {
  const { kind, slug } = to;
  try {
    const reference = parseReference(kind, defaultReference(kind, scope.path, name));
    if (isOwnReference(installation.env, kind, reference)) {
      return { code: 'not_allowed', message: OWN_REFERENCE };
    }
    if (reachesReference(to, reference)) return reference.text;
    const message = `The connector ${slug} does not allow ${reference.text}. Let its manager allow it.`;
    return { code: 'not_allowed', message };
  } catch (error) {
    if (!(error instanceof KeystowError)) throw error;
    return { code: 'reference', message: error.message };
  }
}

async function placesTaken(
  ctx: Context,
  scope: AuthorizedScope,
  to: ConnectorRow,
  secrets: readonly HeldSecret[],
  targets: readonly (string | RowFault | null)[],
): Promise<Set<number>> {
  const references = targets.filter((one) => typeof one === 'string');
  const found = await findSecretsAtPlaces(
    ctx.installation.database.prisma,
    scope,
    to.id,
    references,
  );
  const wanted = secrets.flatMap(({ id: exceptId }, index) => {
    const reference = targets[index];
    return typeof reference === 'string' ? [{ index, reference, exceptId }] : [];
  });
  const ofOthers = await areOthersPlaces(ctx, scope, to, wanted);
  const taken = wanted.filter(
    ({ reference, exceptId }, at) =>
      ofOthers[at] || found.some((one) => one.reference === reference && one.id !== exceptId),
  );
  return new Set(taken.map(({ index }) => index));
}

function secretFault(
  { name, currentVersion, format, lost }: HeldSecret,
  to: ConnectorRow | null,
): RowFault | null {
  if (currentVersion === null) return { code: 'no_value', message: `${name} has no value.` };
  if (lost) {
    const message = `The master key that ${name} was sealed under is lost. Enter the value again.`;
    return { code: 'lost', message };
  }
  if (to === null || format !== 'object') return null;
  const message = `A backend keeps one text, and ${name} has parts.`;
  return { code: 'in_parts', message };
}

function faultOf({ fault, from, there }: MovingRow): RowFault | null {
  if (fault) return fault;
  if (from?.ok === false) return told(from.fault);
  return there?.ok === false && there.fault.code !== 'absent' ? told(there.fault) : null;
}

function told({ code, message }: { readonly code: string; readonly message: string }): RowFault {
  return { code: `backend_${code}`, message };
}

const PLACE_TAKEN: RowFault = {
  code: 'place_taken',
  message: 'The value of another secret is at its place.',
};
