// Do stored values open? A sample of them, or every one.

import 'server-only';
import { valueAad } from '@/lib/crypto/aad';
import { OpenError } from '@/lib/crypto/open-error';
import { openValue } from '@/lib/crypto/value';
import { countValues, FIRST_VALUE, listStoredValues } from '@/lib/db/health/stored-values';
import type { StoredValue } from '@/lib/db/health/stored-values';
import { ok, problem, type DoctorCheck } from '@/lib/domain/doctor-check';
import { KeystowError } from '@/lib/domain/errors';
import type { Installation } from '../context';

const SAMPLE = 100;
const BATCH = 500;

export interface DeepLook {
  readonly deep: boolean;
  /** Told after each batch. */
  readonly onProgress?: ((left: number, total: number) => void) | undefined;
}

type Subject = Pick<Installation, 'id' | 'database' | 'keys'>;

/** Opens and forgets: nothing of a value is kept. While locked only the counts are looked at. */
export async function checkValues(subject: Subject, look: DeepLook): Promise<DoctorCheck> {
  const { prisma } = subject.database;
  const { total, unreadable, withoutKey } = await countValues(prisma);
  const broken = subject.keys.unlocked ? await openAll(subject, look, total) : [];
  const faults = [
    ...(withoutKey > 0 ? [`${withoutKey} lie under a key that is gone`] : []),
    ...(unreadable > 0 ? [`${unreadable} are known not to open`] : []),
    ...(broken.length > 0
      ? [`${broken.length} do not open: ${broken.slice(0, 5).join(', ')}`]
      : []),
  ];
  if (faults.length > 0) {
    return problem(
      'values',
      `of ${total} values ${faults.join('; ')}`,
      'Restore them from a backup with its key, or enter these secrets again.',
    );
  }
  if (!subject.keys.unlocked) return ok('values', `${total} stored, not opened while locked`);
  const looked = look.deep ? 'all' : `${Math.min(SAMPLE, total)}`;
  return ok('values', `${looked} of ${total} opened`);
}

/** Answers which do not open, as secret id and version. */
async function openAll(subject: Subject, look: DeepLook, total: number): Promise<string[]> {
  const broken: string[] = [];
  const limit = look.deep ? BATCH : SAMPLE;
  let after = FIRST_VALUE;
  for (let seen = 0; ;) {
    const rows = await listStoredValues(subject.database.prisma, after, limit);
    for (const row of rows) if (!(await opens(subject, row))) broken.push(nameOf(row));
    seen += rows.length;
    look.onProgress?.(Math.max(0, total - seen), total);
    if (!look.deep || rows.length < limit) return broken;
    after = rows.at(-1)!.versionId;
  }
}

async function opens({ id, database, keys }: Subject, row: StoredValue): Promise<boolean> {
  const { dataKeyId, envelope, ...place } = row;
  try {
    const key = await keys.opening(database.prisma, dataKeyId);
    openValue(key, valueAad({ installationId: id, ...place }), envelope);
    return true;
  } catch (error) {
    if (error instanceof OpenError) return false;
    if (error instanceof KeystowError && error.code === 'tampered') return false;
    throw error;
  }
}

function nameOf({ name, version }: StoredValue): string {
  return `${name} version ${version}`;
}
