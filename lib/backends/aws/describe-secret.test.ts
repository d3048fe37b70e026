import { expect, it } from 'vitest';
import type { BackendReference } from '@/lib/domain/backend-reference';
import type { AwsSession } from './aws-session';
import { describeSecret } from './describe-secret';

const REFERENCE = {
  path: 'billing/db',
  stage: null,
  version: null,
} as BackendReference;
const NO_DATE = new Date(Number.NaN);
const LATER = new Date('2030-01-02T03:04:05.000Z');

function sessionThatSays(secret: object, versions: object[] = []): AwsSession {
  const said = { Name: 'billing/db', VersionIdsToStages: { v1: ['AWSCURRENT'] }, ...secret };
  const answers: Record<string, object> = {
    DescribeSecret: said,
    ListSecretVersionIds: { Versions: versions },
  };
  return { ask: async (action) => answers[action] as never, close: () => undefined };
}

const told = (...said: Parameters<typeof sessionThatSays>) =>
  describeSecret(sessionThatSays(...said), REFERENCE, new AbortController().signal);

it('takes a date of AWS that is none for absent', async () => {
  const rotation = { RotationEnabled: true, LastRotatedDate: NO_DATE, NextRotationDate: NO_DATE };
  const unsound = { ...rotation, LastChangedDate: LATER };
  const versions = [{ VersionId: 'v1', CreatedDate: NO_DATE }];
  expect(await told(unsound, versions)).toEqual({
    version: 'v1',
    at: LATER,
    schedule: { enabled: true, everyDays: null, lastAt: null, nextAt: null },
  });
  expect(await told({ LastChangedDate: NO_DATE })).toMatchObject({ at: null, schedule: null });
});

it('reads a schedule of AWS of at most 200 characters', async () => {
  const every = async (expression: string) =>
    (await told({ RotationRules: { ScheduleExpression: expression } })).schedule?.everyDays;
  expect(await every('rate(12 hours)')).toBe(0.5);
  expect(await every(`rate(${'0'.repeat(200)}10 days)`)).toBeNull();
  expect(await every(`rate(${'9'.repeat(400)} days)`)).toBeNull();
});
