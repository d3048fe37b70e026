// How a guided rotation is told at a terminal: its steps, its secrets, who lags behind, and what is missing.

import type { RotationRun, RunItem, RunSummary } from '@/lib/contracts/rotation-run';

export function runLine(run: RunSummary): string {
  const { id, state, step, title, scope, startedAt, startedBy } = run;
  const standing = step === null ? (run.excepted ? `${state} by exception` : state) : `at ${step}`;
  const whose = run.assignee ? `  of ${run.assignee.name}` : '';
  return `${id}  ${standing.padEnd(13)}  ${scope.path}  ${title}  since ${startedAt.slice(0, 10)} by ${startedBy}${whose}`;
}

/** Everything of it, in some lines. */
export function runText(run: RotationRun): string {
  return [
    runLine(run),
    ...(run.leakCase === null ? [] : [`It answers ${run.leakCase}.`]),
    ...run.steps.map(stepLine),
    ...run.items.flatMap(itemLines),
    ...(run.overlapEndsAt === null ? [] : [`Overlap until ${run.overlapEndsAt.slice(0, 16)}Z`]),
    ...run.evidence.map(({ kind, text, addedBy }) => `${kind}: ${text} (${addedBy})`),
    ...exceptionLines(run),
    ...gapLines(run),
  ].join('\n');
}

function stepLine({ kind, state, assignee, doneBy, note }: RotationRun['steps'][number]): string {
  const whose = assignee ? `  of ${assignee.name}` : '';
  const said = doneBy === null ? '' : `  ${doneBy}: ${note ?? ''}`;
  return `  ${kind.padEnd(10)}  ${state.padEnd(5)}${whose}${said}`.trimEnd();
}

function itemLines(item: RunItem): string[] {
  const { key, scope, state, oldVersion, newVersion, currentVersion, counts, trials } = item;
  const versions = `old ${oldVersion ?? '-'}, new ${newVersion ?? '-'}, current ${currentVersion ?? '-'}`;
  const tried = `new ${trials.new?.outcome ?? 'not tried'}, old ${trials.old?.outcome ?? 'not tried'}`;
  return [
    `${scope.path}/${key}  ${state}  ${versions}  ${tried}  workers ${counts.workers}, stale ${counts.stale}`,
    ...item.exposed.map(
      ({ version, trial }) =>
        `  leaked as well: version ${version}, ${trial?.outcome ?? 'not tried'}`,
    ),
    ...staleLines(item),
  ];
}

/** Those that hold another version than the new one, once that is current. */
export function staleLines({ promotedAt, workers, counts }: RunItem): string[] {
  if (promotedAt === null) return [];
  const shown = workers.filter(({ newest }) => !newest);
  const more = counts.stale - shown.length;
  return [
    ...shown.map(
      ({ app, host, command, presence, version }) =>
        `  stale: ${command} on ${host} of ${app}, version ${version}, ${presence}`,
    ),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function exceptionLines({ exception }: RotationRun): string[] {
  if (exception === null) return [];
  const signed = exception.signedBy ? `signed by ${exception.signedBy}` : 'not signed';
  return [`Exception asked by ${exception.askedBy}, ${signed}: ${exception.reason}`];
}

function gapLines({ state, gaps }: RotationRun): string[] {
  if (state !== 'open') return [];
  if (gaps.length === 0) return ['Nothing is missing: it may close.'];
  return ['Missing before it may close:', ...gaps.map(({ text }) => `  ${text}`)];
}
