// The steps of a change of the JWT secret, in order, and how far each is.

import type { JwtStatus } from '@/lib/contracts/jwt';
import type { JwtStep } from '@/lib/domain/jwt-rotation';
import type { ListedStep } from '../rotation/step-list';

const TITLES: Readonly<Record<JwtStep, string>> = {
  new: 'New secret',
  deploy: 'Every node on the new secret',
  move: 'Sessions move over',
  remove: 'Remove the old secret',
};

/** A file that Keystow made is in use on its one node at once: there is nothing to deploy. */
export function jwtSteps({ step, source, history }: JwtStatus): readonly ListedStep[] {
  const names: readonly JwtStep[] =
    source === 'config/jwt.secret' && step !== 'deploy'
      ? ['new', 'move', 'remove']
      : ['new', 'deploy', 'move', 'remove'];
  const at = names.indexOf(step);
  const begun = history.find((change) => change.action === 'jwt.rotated');
  return names.map((name, index) => ({
    name,
    title: TITLES[name],
    state: index < at ? 'done' : index === at ? 'current' : 'waiting',
    done: name === 'new' && at > 0 && begun ? begun : null,
  }));
}

export function jwtStepTitle(step: JwtStep): string {
  return TITLES[step];
}
