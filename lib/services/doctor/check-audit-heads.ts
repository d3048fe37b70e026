// Is the end of each audit log as its last writer left it?

import 'server-only';
import { auditHeadIsIntact } from '@/lib/crypto/audit-head';
import { listAuditHeads, listHeadless, type CountedAuditHead } from '@/lib/db/health/audit-heads';
import { ok, problem, type DoctorCheck } from '@/lib/domain/doctor-check';
import { KeystowError } from '@/lib/domain/errors';
import type { Installation } from '../context';

type Subject = Pick<Installation, 'database' | 'keys'>;

/** Null while locked: the key of a head is sealed then. */
export async function checkAuditHeads(subject: Subject): Promise<DoctorCheck | null> {
  if (!subject.keys.unlocked) return null;
  const heads = await listAuditHeads(subject.database.prisma);
  const broken = await listHeadless(subject.database.prisma, subject.keys.installationId);
  for (const head of heads) if (!(await isIntact(subject, head))) broken.push(head.chainId);
  if (broken.length === 0) return ok('audit_heads', `${heads.length} logs end as they were left`);
  return problem(
    'audit_heads',
    `not as their last writer left them: ${broken.join(', ')}`,
    'Keep a copy of the database as it is, look who can write to it, and restore a backup.',
  );
}

async function isIntact({ database, keys }: Subject, head: CountedAuditHead): Promise<boolean> {
  try {
    const key = await keys.opening(database.prisma, head.keyId);
    return key.ownerId === head.chainId && head.last === head.size && auditHeadIsIntact(key, head);
  } catch (error) {
    if (error instanceof KeystowError && error.code === 'tampered') return false;
    throw error;
  }
}
