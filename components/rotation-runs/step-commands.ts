// The commands that a rotation's steps offer for a terminal.

import type { RotationRun, RunItem } from '@/lib/contracts/rotation-run';
import type { TrialSide } from '@/lib/domain/rotation-run';

const APPS_SHOWN = 5;

/** Starts each app that runs with one of the secrets from the staged values. */
export function stagingCommands(run: RotationRun): string {
  const apps = new Set(
    run.items.flatMap(({ scope, workers }) => [
      ...(scope.kind === 'app' ? [scope.path] : []),
      ...workers.map(({ app }) => app),
    ]),
  );
  const starts = [...(apps.size > 0 ? apps : ['APP'])]
    .slice(0, APPS_SHOWN)
    .map((app) => `keystow run --app ${app} --stage -- CMD`);
  return [...starts, ...verifyCommands(run, 'new')].join('\n');
}

/** Tries one value of each secret with a command of the operator's own. */
export function verifyCommands(
  run: RotationRun,
  side: TrialSide,
  items: readonly RunItem[] = run.items,
): string[] {
  return items
    .filter(({ state }) => state !== 'gone' && state !== 'empty')
    .slice(0, APPS_SHOWN)
    .flatMap(({ key, scope, exposed }) => {
      const isOneOfTwo = run.items.filter((one) => one.key === key).length > 1;
      const whose = isOneOfTwo ? ` --scope ${scope.path}` : '';
      const ofVersion = (words: string) =>
        `keystow verify --run ${run.id} --key ${key}${whose}${words} -- CMD`;
      if (side === 'new') return [ofVersion('')];
      return [
        ofVersion(' --old'),
        ...exposed.map(({ version }) => ofVersion(` --old --version ${version}`)),
      ];
    });
}
