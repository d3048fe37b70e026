// How leak cases are told at a terminal: where they stand, who received what was exposed, and what is left.

import type { LeakCase, LeakMatches, LeakSummary } from '@/lib/contracts/leak';
import { beyondSightText } from '@/lib/domain/leak';

export function leakLine(leak: LeakSummary): string {
  const { id, state, secret, scope, openedAt, openedBy, openSteps, minutesToContain } = leak;
  const left = openSteps.map((step) => (step === 'neighbours' ? neighboursLeft(leak) : step));
  const standing = state === 'closed' ? 'closed' : `left: ${left.join(', ') || 'to close it'}`;
  const contained = minutesToContain === null ? '' : `  contained in ${minutesToContain} min`;
  const whose = leak.assignee ? `  of ${leak.assignee.name}` : '';
  return `${id}  ${scope.path}/${secret.key}  ${standing}${contained}  since ${openedAt.slice(0, 10)} by ${openedBy}${whose}`;
}

/** With how many somebody else has to see to. */
function neighboursLeft({ openNeighbours }: LeakSummary): string {
  const { undecided = 0, rotating = 0 } = openNeighbours?.beyondSight ?? {};
  const beyond = undecided + rotating;
  return beyond === 0 ? 'neighbours' : `neighbours (${beyond} beyond your sight)`;
}

/** Everything of it but the drafts, in some lines. */
export function leakText(leak: LeakCase): string {
  const { exposure, run } = leak;
  const { counts } = exposure;
  return [
    leakLine(leak),
    `versions ${leak.versions.join(', ')}; found: ${leak.whereFound}`,
    run === null ? 'No rotation answers it.' : `${run.id} answers it: ${run.state}.`,
    `${counts.deliveries} deliveries to ${counts.apps} apps by ${counts.takers} takers; ${counts.holders} workers hold it`,
    ...exposure.deliveries.map(
      ({ id, at, app, name, version, host, held }) =>
        `  ${id}  ${at.slice(0, 16)}Z  ${app}  ${name} ${version}  ${host ?? '-'}${held ? '  held' : ''}`,
    ),
    ...leak.neighbours.map(neighbourLine),
    ...(leak.moreNeighbours > 0 ? [`and ${leak.moreNeighbours} neighbours more`] : []),
    ...(leak.neighboursBeyondSight > 0
      ? [`and ${leak.neighboursBeyondSight} neighbours beyond your sight`]
      : []),
    ...(leak.openNeighbours ? [beyondSightText(leak.openNeighbours.beyondSight)] : []),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function neighbourLine(neighbour: LeakCase['neighbours'][number]) {
  const { id, key, scope, inBin, why, decision, run } = neighbour;
  const decided = decision === null ? 'not decided' : `${decision}${run ? ` ${run.id}` : ''}`;
  return `  ${id}  ${scope}/${key}  by ${why.join(', ')}${inBin ? '  in the bin' : ''}  ${decided}`;
}

export function matchesText({ matches, left }: LeakMatches): string {
  const found = matches.map(({ secret, version, state, openCase }) => {
    const known = openCase === null ? '' : `  ${openCase} is open`;
    return `${secret.scope.path}/${secret.key}  version ${version}, ${state}${known}`;
  });
  const none = 'No value within your reach is the given one.';
  return [
    ...(found.length > 0 ? found : [none]),
    `${left.minute} more this minute, ${left.day} today`,
  ].join('\n');
}
