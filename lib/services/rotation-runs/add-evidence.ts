// Adds evidence to a guided rotation: what was committed, deployed or verified, and where that can be seen.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { AddEvidenceInput } from '@/lib/contracts/rotation-run-input';
import { insertEvidence, listEvidence } from '@/lib/db/rotation-runs/evidence';
import { actorLabel } from '@/lib/domain/actor';
import { newUuid } from '@/lib/domain/ids';
import { EVIDENCE_MAX } from '@/lib/domain/rotation-run';
import type { Context } from '../context';
import { changeRun } from './change-run';
import { checkTexts } from './check-texts';
import { runConflict, runFacts } from './run-events';

/** Throws 409 `evidence_full` beyond 50, and as `checkTexts`. */
export async function addEvidence(
  ctx: Context,
  named: string,
  { kind, text }: AddEvidenceInput,
): Promise<RotationRun> {
  return changeRun(
    ctx,
    named,
    async ({ tx, row, scope }) => {
      if ((await listEvidence(tx, row.id)).length >= EVIDENCE_MAX) {
        const message = `There are ${EVIDENCE_MAX} pieces of evidence. Put more into one of them.`;
        throw runConflict('evidence_full', message);
      }
      const addedBy = actorLabel(ctx.actor);
      await insertEvidence(tx, row.id, { id: newUuid(), kind, text, addedBy });
      const facts = { ...runFacts(row, scope), evidence: kind, text };
      return [{ action: 'rotation_run.evidence_added', ...facts }];
    },
    async (scope, items) => {
      await checkTexts(
        ctx,
        scope,
        items.map(({ secretId }) => secretId),
        { text },
      );
      return new Map();
    },
  );
}
