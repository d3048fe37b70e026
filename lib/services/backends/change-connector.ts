// Changes a connector; where it leads elsewhere or reaches further, it is approved anew.

import 'server-only';
import type { Connector } from '@/lib/contracts/connector';
import { lockConnector } from '@/lib/db/connectors/connectors';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { findSealedConnectors, updateConnector } from '@/lib/db/connectors/sealed-connectors';
import type { SealedCredentials } from '@/lib/db/connectors/sealed-connectors';
import type { Tx } from '@/lib/db/connection/transaction';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context, Installation } from '../context';
import { recorded } from '../recorded';
import { bindingOf } from './connector-binding';
import { openCredentialsThatFit, sealCredentials } from './connector-credentials';
import { connectorFacts, connectorSummary } from './connector-summary';
import { findConnector, mayApprove, noSuchConnector, requireVersion } from './find-connector';
import { forget } from './open-connector';
import { planChange } from './plan-connector-change';
import type { ConnectorChange, PlannedChange } from './plan-connector-change';

/**
 * What is left out stays as it is. Needs `backends:manage` on its scope. Other settings need the credentials
 * anew, so that nobody sends those he does not know to a host of his own; and approval anew, as more
 * references and writing do, unless the actor may approve himself. Throws 404, 409 where `ifVersion` is not
 * its version or somebody else changed it at the same moment, 400 and 422 as `createConnector`.
 */
export async function changeConnector(
  ctx: Context,
  named: string,
  { ifVersion, ...wanted }: ConnectorChange,
): Promise<Connector> {
  const { installation } = ctx;
  const { row: before, scope } = await findConnector(ctx, named);
  requireVersion(before, ifVersion);
  const change = planChange(ctx, before, wanted);
  const by = actorLabel(ctx.actor);
  const approves = await mayApprove(ctx);
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const now = await lockConnector(tx, before);
      if (!now) throw noSuchConnector();
      requireVersion(now, before.version);
      // Written past the console since it was looked at: what is planned is not of this row.
      if (bindingOf(now) !== bindingOf(before)) throw changedMeanwhile();
      const stored = await openStored(tx, installation, now);
      const approval = approvalAfter(now, change.approveAnew || !stored.fits, approves && by);
      const written = { ...now, ...change.write, ...approval };
      const sealed = await sealChange(tx, installation, written, change, stored);
      await updateConnector(tx, before.id, by, { ...change.write, ...approval }, sealed);
      return (await lockConnector(tx, before))!;
    },
    (written) => ({
      in: scope,
      events: [
        {
          action: 'connector.changed',
          ...connectorFacts(written),
          changed: change.changed,
          approved: written.approvedAt !== null,
        },
      ],
    }),
  );
  forget(installation, before.id);
  return connectorSummary(row);
}

/** `by` approves it himself; false where he may not. */
function approvalAfter(
  { approvedAt, approvedBy }: ConnectorRow,
  anew: boolean,
  by: string | false,
) {
  if (!anew) return { approvedAt, approvedBy };
  return by === false
    ? { approvedAt: null, approvedBy: null }
    : { approvedAt: new Date(), approvedBy: by };
}

interface Stored {
  /** The row is as this console sealed it; else what was approved is not known any more. */
  readonly fits: boolean;
  readonly credentials: Plaintext | null;
}

async function openStored(
  tx: Tx,
  installation: Installation,
  { id, isSealed }: ConnectorRow,
): Promise<Stored> {
  const [row] = await findSealedConnectors(tx, [id]);
  const opened = row && (await openCredentialsThatFit(installation, row, tx));
  return { fits: isSealed && opened !== undefined, credentials: opened ?? null };
}

/**
 * What it is from now on is sealed with its credentials: those that were given, or those there are. Null where
 * they are lost and stay so. Throws 422 where those there are do not open.
 */
async function sealChange(
  tx: Tx,
  installation: Installation,
  row: ConnectorRow,
  { credentials: given }: PlannedChange,
  { credentials: there }: Stored,
): Promise<SealedCredentials | null> {
  if (given !== undefined) return sealCredentials(tx, installation, row, given);
  if (there) return sealCredentials(tx, installation, row, there);
  if (!row.isSealed) return null;
  const message =
    'Its credentials do not open: it was changed outside the console. Look at its settings, then enter them again.';
  throw ruleBroken('/credentials', 'credentials_anew', message);
}

function changedMeanwhile(): KeystowError {
  return new KeystowError('conflict', 'It was changed meanwhile. Look at it again.');
}
