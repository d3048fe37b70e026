// What the console tells of itself in numbers, for Prometheus: its process, and whether it can serve.

import 'server-only';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { areEqual } from '@/lib/crypto/secret-compare';
import type { Installation } from '../context';
import { checkReadiness } from './check-readiness';

export interface Metrics {
  readonly contentType: string;
  readonly text: string;
}

/** `closed`: METRICS_TOKEN is not set; `refused`: it was not sent. */
export type MetricsAnswer = Metrics | 'closed' | 'refused';

/**
 * In the text format of Prometheus, version 0.0.4. No name of a secret, a scope or a person is a label. The token
 * in force is the one that counts, so that another one can be put in place. Does not throw while locked.
 */
export async function readMetrics(
  installation: () => Promise<Installation>,
  authorization: string | null,
): Promise<MetricsAnswer> {
  const token = await installation().then(
    ({ env }) => env.metricsToken,
    () => undefined,
  );
  if (!token) return 'closed';
  if (!areEqual(Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${token.reveal()}`))) {
    return 'refused';
  }
  const { registry, unlocked, database } = gauges();
  const { checks } = await checkReadiness(installation);
  unlocked.set(checks.key === 'ok' ? 1 : 0);
  database.set(checks.database === 'ok' ? 1 : 0);
  return { contentType: registry.contentType, text: await registry.metrics() };
}

let made: ReturnType<typeof makeGauges> | null = null;

/** Watching the process costs a little, so it begins with the first reading. */
function gauges() {
  return (made ??= makeGauges());
}

function makeGauges() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    unlocked: new Gauge({
      name: 'keystow_unlocked',
      help: 'Whether this node holds its master key: 1, or 0 while it is locked.',
      registers,
    }),
    database: new Gauge({
      name: 'keystow_database_up',
      help: 'Whether the database answered within two seconds: 1 or 0.',
      registers,
    }),
  };
}
