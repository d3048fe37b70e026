// Makes a signed pack of proofs and events: the log is signed first, and each event proven to be in it.

import 'server-only';
import { createHash } from 'node:crypto';
import { auditOrigin, checkpointSigner, openCheckpoint } from '@/lib/crypto/checkpoint';
import { signEvidence } from '@/lib/crypto/evidence';
import { PathCollector } from '@/lib/crypto/merkle-path';
import { readLeaves } from '@/lib/db/audit/read-log';
import type { EvidenceEventRow, ProofRow } from '@/lib/db/evidence/evidence-events';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError } from '@/lib/domain/errors';
import { evidencePage } from '@/lib/domain/evidence-page';
import type { EvidencePack, PackedEvent, PackedProof } from '@/lib/domain/evidence';
import { toTypeId } from '@/lib/domain/ids';
import { PACKS, spendHourly } from '../access/spend-hourly';
import { signingKey, signLog } from '../audit/sign-checkpoint';
import type { Context, Installation } from '../context';
import { recorded } from '../recorded';

const LEAVES_AT_ONCE = 20_000;

/** Events of one pack. */
export const PACK_EVENTS_MAX = 5000;

export interface MadePack {
  /** Of a file, without its ending. */
  readonly name: string;
  readonly json: string;
  readonly html: string;
}

export interface PackContent {
  readonly name: string;
  readonly kind: EvidencePack['kind'];
  readonly scope: AuthorizedScope;
  readonly period?: EvidencePack['period'];
  readonly standing?: EvidencePack['standing'];
  readonly proofs: readonly ProofRow[];
  readonly events: readonly EvidenceEventRow[];
  readonly eventsLeftOut?: boolean;
}

/**
 * It is an event. Throws 423 while locked, 429 beyond 30 packs of an hour, 413 `pack_too_large`, and `tampered` where the
 * log is not what was signed.
 */
export async function makePack(ctx: Context, content: PackContent): Promise<MadePack> {
  const { installation, actor } = ctx;
  const { scope, kind, name, period = null, standing = null } = content;
  if (content.events.length > PACK_EVENTS_MAX) throw tooLarge();
  const chainId = scope.organizationId;
  await spendHourly(ctx, PACKS);
  const signed = await signLog(installation, chainId);
  if (!signed) throw new KeystowError('conflict', 'The log has no events yet.');
  const size = Number(signed.size);
  const origin = auditOrigin(installation.id, chainId);
  const collected = await collectPaths(installation, chainId, size, content.events);
  const root = openCheckpoint(signed.note, signed.verifierKey)?.root;
  if (!root || !Buffer.from(root).equals(collected.root)) {
    throw new KeystowError('tampered', 'The audit log is not what was written. Verify it.');
  }
  const pack: EvidencePack = {
    kind,
    installation: installation.id,
    organization: toTypeId('organization', chainId),
    scope: { kind: scope.kind, id: toTypeId(scope.kind, scope.id), path: scope.path },
    madeAt: new Date().toISOString(),
    madeBy: actorLabel(actor),
    period,
    standing,
    proofs: content.proofs.map(packedProof),
    events: collected.events,
    ...(content.eventsLeftOut ? { eventsLeftOut: true as const } : {}),
    checkpoint: { size, note: signed.note },
  };
  const signer = checkpointSigner(await signingKey(installation, chainId), origin);
  const made = signEvidence(pack, evidencePage(pack), signer);
  await recorded(
    ctx,
    async () => undefined,
    () => ({ in: scope, events: [exportedEvent(content, pack, made.json)] }),
  );
  return { name, ...made };
}

function exportedEvent(
  { scope, name: file }: PackContent,
  { kind, proofs, events }: EvidencePack,
  json: string,
): AuditEvent {
  const sha256 = createHash('sha256').update(json).digest('hex');
  const counts = { proofs: proofs.length, events: events.length };
  return { action: 'evidence.exported', scope, file, kind, ...counts, sha256 };
}

function packedProof({ kind, id, title, proof }: ProofRow): PackedProof {
  return {
    kind,
    id: toTypeId(kind === 'rotation' ? 'rotationRun' : 'leakCase', id),
    title,
    sha256: createHash('sha256').update(proof).digest('hex'),
    content: JSON.parse(proof) as PackedProof['content'],
  };
}

/** All leaves pass by once, as they are stored: 32 bytes each. */
async function collectPaths(
  { database }: Installation,
  chainId: string,
  size: number,
  rows: readonly EvidenceEventRow[],
): Promise<{ readonly root: Buffer; readonly events: PackedEvent[] }> {
  const within = rows.filter(({ number }) => Number(number) <= size);
  const collector = new PathCollector(within.map(({ number }) => Number(number) - 1));
  for (let from = 1; from <= size; from += LEAVES_AT_ONCE) {
    const to = Math.min(size, from + LEAVES_AT_ONCE - 1);
    const leaves = await readLeaves(database, chainId, [from, to]);
    for (let number = from; number <= to; number += 1) {
      const leaf = leaves.get(number);
      if (leaf === undefined) throw new KeystowError('tampered', `Event ${number} is missing.`);
      collector.append(Buffer.from(leaf, 'hex'));
    }
  }
  const { root, paths } = collector.finish();
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const events = within.map(({ number, text, leaf }) => ({
    number: Number(number),
    text,
    leaf: hex(leaf),
    path: paths.get(Number(number) - 1)!.map(hex),
  }));
  return { root: Buffer.from(root), events };
}

function tooLarge(): KeystowError {
  const message = `A pack holds at most ${PACK_EVENTS_MAX} events. Choose a shorter time or a narrower scope.`;
  return new KeystowError('too_large', message, {
    issues: [{ pointer: '', code: 'pack_too_large', message }],
  });
}
