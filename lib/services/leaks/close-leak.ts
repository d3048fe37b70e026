// Closes a leak case of which nothing is left to do, and keeps what held then as its proof.

import 'server-only';
import { createHash } from 'node:crypto';
import type { LeakCase } from '@/lib/contracts/leak';
import { endLeak } from '@/lib/db/leaks/leak-writes';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import type { NeighbourCounts } from '@/lib/db/leaks/leak-neighbours';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError } from '@/lib/domain/errors';
import type { LeakFacts, LeakStep } from '@/lib/domain/leak';
import { beyondSightText, openSteps } from '@/lib/domain/leak';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { Context } from '../context';
import { changeLeak } from './change-leak';
import { readExposure } from './leak-exposure';
import { leakFacts, sightOf, seeNeighbours } from './leak-facts';
import { leakProof } from './leak-proof';
import { minutesToContain } from './leak-summary';

/**
 * Needs `leaks:manage`. Neighbours count whether or not whoever closes it may see them. Throws 409 `leak_open`, whose issues name each step that is not done, and the rotation as long
 * as it is not closed.
 */
export async function closeLeak(ctx: Context, named: string): Promise<LeakCase> {
  return changeLeak(ctx, named, {
    permission: 'leaks:manage',
    work: async ({ tx, row, facts }) => {
      const neighbours = await seeNeighbours(ctx, tx, row);
      const standing = leakFacts(row, neighbours.counts);
      const left = openSteps(standing);
      if (left.length > 0 || !standing.proven)
        throw leakOpen(row, standing, left, neighbours.counts);
      const exposure = await readExposure(tx, row, await sightOf(ctx, tx));
      const by = actorLabel(ctx.actor);
      const at = row.now;
      const proof = leakProof(row, { exposure, neighbours, by, at });
      if (!(await endLeak(tx, row.id, { by, at, proof }))) {
        throw fieldConflict('', 'case_closed', 'The case was closed meanwhile.');
      }
      const hash = createHash('sha256').update(proof).digest('hex');
      const minutes = minutesToContain(row);
      return [{ action: 'leak_case.closed', ...facts, proof: hash, minutesToContain: minutes }];
    },
  });
}

function leakOpen(
  row: LeakRow,
  facts: LeakFacts,
  left: readonly LeakStep[],
  counts: NeighbourCounts,
): KeystowError {
  const issues = left.map((step) => ({
    pointer: '',
    code: step as string,
    message: step === 'neighbours' ? neighboursText(counts) : stepText(step, row, facts),
  }));
  if (!facts.proven) {
    const message = row.runId
      ? 'The rotation that answers it is not closed. Finish it there.'
      : 'No rotation answers it. Begin it.';
    issues.push({ pointer: '', code: 'rotation', message });
  }
  const message = `${issues.length} ${issues.length === 1 ? 'step is' : 'steps are'} not done. Do what is left, then close it.`;
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '', code: 'leak_open', message }, ...issues],
  });
}

function neighboursText(counts: NeighbourCounts): string {
  const { undecided, rotating, unseenUndecided, unseenRotating } = counts;
  const beyond = beyondSightText({ undecided: unseenUndecided, rotating: unseenRotating });
  return `Nothing is decided about ${undecided} of its neighbours; rotations of ${rotating} are not closed. ${beyond}`.trimEnd();
}

function stepText(
  step: Exclude<LeakStep, 'neighbours'>,
  { name }: LeakRow,
  facts: LeakFacts,
): string {
  switch (step) {
    case 'revoke':
      return `Nobody said that the exposed value of ${name} was revoked where it is issued. Revoke it, and say so in its rotation.`;
    case 'replace':
      return `An exposed value of ${name} is current. Put a new one in its place.`;
    case 'converge':
      return facts.holders === 0
        ? `No new value of ${name} is current that processes could have.`
        : `${facts.holders} ${facts.holders === 1 ? 'worker holds' : 'workers hold'} an exposed value of ${name}. Restart them, or dismiss those that are gone.`;
    case 'review':
      return 'Nobody reviewed logs and records of use. Say what was found there.';
    case 'advisory':
      return 'There is no advisory. Write it, or say why nobody outside has to act.';
  }
}
