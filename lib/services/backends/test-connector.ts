// Tests a connection: what the connector could and could not do, kept with it.

import 'server-only';
import type { Connector } from '@/lib/contracts/connector';
import { findConnectorRow, noteConnectorTest } from '@/lib/db/connectors/connectors';
import type { TestStep } from '@/lib/domain/backend';
import { KeystowError } from '@/lib/domain/errors';
import type { Context, Installation } from '../context';
import { recorded } from '../recorded';
import { connectorFacts, connectorSummary } from './connector-summary';
import { findConnector, noSuchConnector } from './find-connector';
import { openConnectors } from './open-connector';

const TEST_SECONDS_MAX = 20;
const DETAIL_LENGTH_MAX = 500;
const STEPS_MAX = 20;

/**
 * Needs `backends:manage` on its scope. Changes nothing at the backend. Throws 404, 409 while it waits for
 * approval, for nothing is sent before, and 409 where it was changed meanwhile.
 */
export async function testConnector(ctx: Context, named: string): Promise<Connector> {
  const { row, scope } = await findConnector(ctx, named);
  if (!row.approvedAt) {
    const message =
      'It waits for approval: nothing is sent before. Somebody who manages backends of the organization approves it.';
    throw new KeystowError('conflict', message, {
      issues: [{ pointer: '', code: 'waits_for_approval', message }],
    });
  }
  const steps = await runTest(ctx.installation, row.id);
  const tested = await recorded(
    ctx,
    async (tx) => {
      if (!(await noteConnectorTest(tx, row, steps))) throw changedMeanwhile();
      return (await findConnectorRow(tx, row.organizationId, { id: row.id }))!;
    },
    (now) => ({
      in: scope,
      events: [
        {
          action: 'connector.tested',
          ...connectorFacts(now),
          worked: steps.every(({ ok }) => ok !== false),
        },
      ],
    }),
  );
  return connectorSummary(tested);
}

/** In the console's own words and the backend's names, bounded: what was answered may be anything. */
async function runTest(installation: Installation, id: string): Promise<TestStep[]> {
  const opened = (await openConnectors(installation, [id])).get(id);
  if (!opened) throw noSuchConnector();
  const stop = AbortSignal.timeout(TEST_SECONDS_MAX * 1000);
  const steps = await opened.backend.test(stop).catch((error: unknown): TestStep[] => {
    if (!stop.aborted) throw error;
    const detail = `It took more than ${TEST_SECONDS_MAX} seconds.`;
    return [{ name: 'connect', ok: false, detail }];
  });
  return steps.slice(0, STEPS_MAX).map(({ name, ok, detail }) => ({
    name: name.slice(0, 100),
    ok,
    detail: detail.replaceAll('\0', '').slice(0, DETAIL_LENGTH_MAX),
  }));
}

function changedMeanwhile(): KeystowError {
  return new KeystowError('conflict', 'It was changed while it was tested. Test it again.');
}
