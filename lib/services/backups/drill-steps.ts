// What a drill tries in a restored database: root key, data keys, values, and the audit logs.

import 'server-only';
import { setImmediate as otherWork } from 'node:timers/promises';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import { valueAad } from '@/lib/crypto/aad';
import { matchTag } from '@/lib/crypto/fingerprint';
import { OpenError } from '@/lib/crypto/open-error';
import { areEqual } from '@/lib/crypto/secret-compare';
import { openValue } from '@/lib/crypto/value';
import { listAllDataKeys, sampleValues } from '@/lib/db/backups/drill-sample';
import type { BrokenValue } from '@/lib/db/backups/drills';
import type { SampledValue } from '@/lib/db/backups/drill-sample';
import { countValues } from '@/lib/db/health/stored-values';
import { KeystowError } from '@/lib/domain/errors';
import { verifyEveryLog } from '../audit/verify-log';
import type { Installation } from '../context';

const VALUES_MAX = 1000;
/** Values that are opened before requests have their turn. */
const AT_A_STRETCH = 50;

const NAMED_MAX = 100;

/** In their order. */
export const DRILL_STEPS = ['file', 'restore', 'root_key', 'data_keys', 'values', 'logs'] as const;

export interface DrillStep {
  readonly step: (typeof DRILL_STEPS)[number];
  readonly ok: boolean;
  /** Counts and fingerprints; never a value, nor the name of one. */
  readonly text: string;
  /** Values that did not open, for those who may list what is in their scope. */
  readonly broken?: readonly BrokenValue[];
}

/** Every data key that is wrapped under a root key of the backup. */
export async function tryDataKeys({ database, keys }: Installation): Promise<DrillStep> {
  const all = await listAllDataKeys(database.prisma);
  let broken = 0;
  for (const row of all) {
    if (!(await succeeds(() => keys.unwrap(database.prisma, row)))) broken += 1;
  }
  const text = broken > 0 ? `${broken} of ${all.length} do not open.` : `All ${all.length} open.`;
  return { step: 'data_keys', ok: broken === 0, text };
}

/** A sample of every scope: each is opened, and its match tag is that of what came out. */
export async function tryValues(installation: Installation): Promise<DrillStep> {
  const { prisma } = installation.database;
  const { total } = await countValues(prisma);
  const sample = await sampleValues(prisma, VALUES_MAX);
  const scopes = new Set(sample.map(({ scopeId }) => scopeId)).size;
  const broken: BrokenValue[] = [];
  for (const [index, value] of sample.entries()) {
    if (index % AT_A_STRETCH === 0) await otherWork();
    if (!(await succeeds(() => tryValue(installation, value)))) {
      const { scopeId, name, version } = value;
      broken.push({ scopeId, name, version });
    }
  }
  if (broken.length > 0) {
    const text = `${broken.length} of ${sample.length} do not open.`;
    return { step: 'values', ok: false, text, broken: broken.slice(0, NAMED_MAX) };
  }
  const text = `${sample.length} of ${total} were opened, of ${scopes} scopes; each is what its tag says.`;
  return { step: 'values', ok: true, text };
}

/** Every log verifies, and is of the size and root that the manifest names. */
export async function tryLogs(
  installation: Installation,
  { logs }: BackupManifest,
): Promise<DrillStep> {
  const verified = await verifyEveryLog(installation);
  const broken = verified.filter(({ ok, chain, head }) => {
    const signed = logs.find(({ log }) => log === chain);
    return !ok || (signed && (signed.size !== head.size || signed.root !== head.root));
  });
  const missing = logs.filter(({ log }) => !verified.some(({ chain }) => chain === log));
  const ok = broken.length + missing.length === 0;
  const events = verified.reduce((sum, one) => sum + one.events, 0);
  const text = ok
    ? `${events} events of ${logs.length} logs add up to what was signed.`
    : `${broken.length + missing.length} of ${logs.length} logs are not what was signed.`;
  return { step: 'logs', ok, text };
}

async function tryValue({ id, database, keys }: Installation, row: SampledValue): Promise<void> {
  const { dataKeyId, envelope, matchKeyId, matchTag: stored, ...place } = row;
  const key = await keys.opening(database.prisma, dataKeyId);
  const value = openValue(key, valueAad({ installationId: id, ...place }), envelope);
  if (matchKeyId === null || stored === null) return;
  const match = await keys.opening(database.prisma, matchKeyId);
  if (areEqual(matchTag(match, value), stored)) return;
  throw new KeystowError('tampered', 'The tag is of another value.');
}

async function succeeds(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof OpenError) return false;
    if (error instanceof KeystowError && error.code === 'tampered') return false;
    throw error;
  }
}
