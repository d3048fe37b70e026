// What AWS Secrets Manager says of a secret without giving its value: version, age, rotation.

import {
  DescribeSecretCommand,
  type DescribeSecretCommandOutput,
  ListSecretVersionIdsCommand,
} from '@aws-sdk/client-secrets-manager';
import 'server-only';
import { BackendFault, type BackendSchedule } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import type { Described } from '../backend';
import { SERVICE } from './aws-fault';
import type { AwsSession } from './aws-session';

const CURRENT = 'AWSCURRENT';
const EXPRESSION_MAX = 200;

/** Throws a `BackendFault`; `absent` too for a secret that waits to be deleted. */
export async function describeSecret(
  session: AwsSession,
  reference: BackendReference,
  signal: AbortSignal,
): Promise<Described> {
  const [secret, dates] = await Promise.all([
    session.ask('DescribeSecret', signal, (client, options) =>
      client.send(new DescribeSecretCommand({ SecretId: reference.path }), options),
    ),
    datesOfVersions(session, reference, signal),
  ]);
  if (typeof secret.Name !== 'string') {
    throw new BackendFault('malformed', `${SERVICE} answered without a name.`);
  }
  if (secret.DeletedDate) {
    throw new BackendFault('absent', `${reference.path} is deleted: restore it at AWS.`);
  }
  const version = versionOf(secret, reference);
  return {
    version,
    at: dateOf(dates?.get(version)) ?? dateOf(secret.LastChangedDate),
    schedule: scheduleOf(secret),
  };
}

/** The versions that are current and were before; null where that may not be seen. */
export async function stagesThere(
  session: AwsSession,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly current: string | null; readonly previous: string | null } | null> {
  const command = new DescribeSecretCommand({ SecretId: path });
  try {
    const { VersionIdsToStages = {} } = await session.ask(
      'DescribeSecret',
      signal,
      (client, options) => client.send(command, options),
    );
    const versions = Object.entries(VersionIdsToStages);
    const at = (stage: string) =>
      versions.find(([, stages]) => stages.includes(stage))?.[0] ?? null;
    return { current: at(CURRENT), previous: at('AWSPREVIOUS') };
  } catch (error) {
    if (!(error instanceof BackendFault)) throw error;
    return error.code === 'absent' ? { current: null, previous: null } : null;
  }
}

/** Null where this takes a permission that is not there: the secret's own date is near then. */
async function datesOfVersions(
  session: AwsSession,
  { path }: BackendReference,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Date> | null> {
  const command = new ListSecretVersionIdsCommand({ SecretId: path });
  try {
    const { Versions = [] } = await session.ask('ListSecretVersionIds', signal, (client, options) =>
      client.send(command, options),
    );
    return new Map(
      Versions.flatMap(({ VersionId, CreatedDate }) =>
        VersionId && CreatedDate ? [[VersionId, CreatedDate]] : [],
      ),
    );
  } catch {
    return null;
  }
}

function versionOf(
  { VersionIdsToStages = {} }: DescribeSecretCommandOutput,
  { path, stage, version }: BackendReference,
): string {
  const versions = Object.entries(VersionIdsToStages);
  const found = versions.find(([id, stages]) =>
    version === null ? stages.includes(stage ?? CURRENT) : id === version,
  );
  if (found) return found[0];
  throw new BackendFault('absent', `${path} has no such version or stage: correct the reference.`);
}

function scheduleOf(secret: DescribeSecretCommandOutput): BackendSchedule | null {
  const { RotationEnabled: enabled = false, RotationRules: rules } = secret;
  if (!enabled && !rules) return null;
  return {
    enabled,
    everyDays: rules?.AutomaticallyAfterDays ?? daysOf(rules?.ScheduleExpression),
    lastAt: dateOf(secret.LastRotatedDate)?.toISOString() ?? null,
    nextAt: (enabled && dateOf(secret.NextRotationDate)?.toISOString()) || null,
  };
}

/** The SDK makes a date of any number: null for one that is none. */
function dateOf(date: Date | undefined): Date | null {
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** Of `rate(10 days)` or `rate(12 hours)`; a cron expression has no number of days, nor has one over 200 characters. */
function daysOf(expression = ''): number | null {
  if (expression.length > EXPRESSION_MAX) return null;
  const [, count, unit] = /^rate\((\d+) (day|hour)s?\)$/.exec(expression) ?? [];
  if (!count) return null;
  return unit === 'day' ? Number(count) : Number(count) / 24;
}
