// `keystow rotation run try`: the console tries one value by the check of its secret.

import type { Command } from 'commander';
import type { RotationTrial } from '@/lib/contracts/rotation-run';
import { atConsole } from '../desks/at-console-or-here';
import { outputOf } from '../output';
import { ChildEnded } from '../run/exit-code';
import type { Terminal } from '../terminal';
import { ofTwo, runPath, sideOf, withSide } from './rotation-run-arguments';
import type { ItemOptions, SideOptions } from './rotation-run-arguments';
import { isAsExpected, trialLine } from './trial-text';

const AFTER = `
Exit codes:
  0    as expected: the new value works, or the old one is refused
  1    not as expected, or nothing could be tried`;

export function addRotationRunTry(run: Command, terminal: Terminal): void {
  withSide(ofTwo(run.command('try <run> <key>')))
    .summary('have the console try a value by the check of its secret')
    .addHelpText('after', AFTER)
    .action((id: string, key: string, { scope, ...options }: ItemOptions & SideOptions) =>
      atConsole(async (call) => {
        const body = { key, scope, ...sideOf(options) };
        const trial = await call<RotationTrial>('POST', `${runPath(id)}/trials`, body);
        outputOf(terminal, options).result(trial, trialLine(trial));
        if (!isAsExpected(trial)) throw new ChildEnded(1);
      }),
    );
}
