// Changes a connector; where it leads elsewhere or reaches further, it is approved anew.

import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import type { ChangeConnectorInput, Connector } from '@/lib/contracts/connector';
import { lockConnector } from '@/lib/db/connectors/connectors';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { updateConnector } from '@/lib/db/connectors/sealed-connectors';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkSettings } from './check-settings';
import type { CheckedSettings } from './check-settings';
import { checkCredentials, sealCredentials, takesCredentials } from './connector-credentials';
import type { GivenCredentials } from './connector-credentials';
import { connectorFacts, connectorSummary } from './connector-summary';
import { checkOwnIsLimited, checkWritable } from './create-connector';
import { findConnector, mayApprove, noSuchConnector, requireVersion } from './find-connector';
import { forget } from './open-connector';

export type ConnectorChange = Omit<ChangeConnectorInput, 'credentials'> & {
  readonly credentials?: GivenCredentials | undefined;
};

interface Change {
  readonly changed: readonly string[];
  /** What was approved no longer covers it. */
  readonly approveAnew: boolean;
  readonly write: Pick<ConnectorRow, 'name' | 'allowed' | 'writable'> & CheckedSettings;
  /** Left out: those there are stay; null: it takes none any more. */
  readonly credentials?: Plaintext | null;
}

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
  const approval = await approvalAfter(ctx, before, change);
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const now = await lockConnector(tx, before);
      if (!now) throw noSuchConnector();
      requireVersion(now, before.version);
      const { credentials } = change;
      const sealed = credentials && (await sealCredentials(tx, installation, before, credentials));
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

function planChange(ctx: Context, before: ConnectorRow, wanted: ConnectorChange): Change {
  const { kind } = before;
  const { name = before.name, allowed = before.allowed, writable = before.writable } = wanted;
  const checked = checkSettings(kind, wanted.settings ?? before.settings, ctx.installation.env);
  checkWritable(kind, writable);
  checkOwnIsLimited(checked.settings, allowed);
  const elsewhere = !isDeepStrictEqual(
    withoutMount(checked.settings),
    withoutMount(before.settings),
  );
  const given = Object.values(wanted.credentials ?? {}).some((text) => text.byteLength > 0);
  const takes = takesCredentials(kind, checked.settings);
  if (elsewhere && takes && !given) {
    const message = 'Other settings need the credentials anew: enter them again.';
    throw ruleBroken('/credentials', 'credentials_anew', message);
  }
  const fresh = given ? checkCredentials(kind, checked.settings, wanted.credentials!) : undefined;
  const settingsChanged = !isDeepStrictEqual(checked.settings, before.settings);
  const changed = [
    ...(name === before.name ? [] : ['name']),
    ...(settingsChanged ? ['settings'] : []),
    ...(isDeepStrictEqual([...allowed], [...before.allowed]) ? [] : ['allowed']),
    ...(writable === before.writable ? [] : ['writable']),
    ...(given ? ['credentials'] : []),
  ];
  const approveAnew =
    settingsChanged ||
    reachesFurther(before.allowed, allowed) ||
    (writable && !before.writable) ||
    // Other credentials may belong to another account, to which values would then be written.
    (writable && given);
  const write = { name, allowed, writable, ...checked };
  if (!takes) return { changed, approveAnew, write, credentials: null };
  return { changed, approveAnew, write, ...(fresh === undefined ? {} : { credentials: fresh }) };
}

/** Another mount is at the same place, with the same credentials. */
function withoutMount(settings: Readonly<Record<string, unknown>>) {
  return { ...settings, mount: undefined };
}

/** No globs are all there is. */
function reachesFurther(before: readonly string[], now: readonly string[]): boolean {
  if (before.length === 0) return false;
  return now.length === 0 || now.some((glob) => !before.includes(glob));
}

async function approvalAfter(ctx: Context, before: ConnectorRow, { approveAnew }: Change) {
  if (!approveAnew) return { approvedAt: before.approvedAt, approvedBy: before.approvedBy };
  return (await mayApprove(ctx))
    ? { approvedAt: new Date(), approvedBy: actorLabel(ctx.actor) }
    : { approvedAt: null, approvedBy: null };
}
