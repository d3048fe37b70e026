// The steps of a change of keys, in order, with how far each is and who did it when.

import type { KeyOperationView } from '@/lib/contracts/keys';
import { nodesReady, type KeyNode } from '../facts/node-state';

export type RotationStepName =
  'new-key' | 'deploy' | 'verify' | 'finish' | 'change-root' | 're-encrypt' | 'retire' | 'record';

export interface RotationStep {
  readonly name: RotationStepName;
  readonly title: string;
  /** `skipped`: the change ended without it. */
  readonly state: 'done' | 'current' | 'waiting' | 'skipped';
  /** The event that did it, where there is one. */
  readonly done: KeyOperationView['steps'][number] | null;
}

/** Whether the old master key was put in force again: the same steps then lead back to it. */
export function isGoingBack({ from, to }: Pick<KeyOperationView, 'from' | 'to'>): boolean {
  return from === to;
}

interface Plan {
  readonly name: RotationStepName;
  readonly title: string;
  readonly done: boolean;
  readonly action?: string;
}

/** `nodes` are those running now: the third step is done once all of them have turned. */
export function rotationSteps(
  operation: KeyOperationView,
  nodes: readonly KeyNode[],
): readonly RotationStep[] {
  const plan = [
    ...(operation.depths.includes(1) ? masterPlan(operation, nodes) : []),
    ...(operation.depths.includes(2) ? rootPlan(operation) : []),
    { name: 'record', title: 'Record', done: operation.state !== 'open' } as const,
  ];
  const ended = operation.state !== 'open';
  const current = ended ? -1 : plan.findIndex((step) => !step.done);
  return plan.map(({ name, title, done, action }: Plan, index) => {
    const event = operation.steps.findLast((step) => step.action === action) ?? null;
    const over = ended ? done || event !== null : index < current;
    const open = index === current ? 'current' : 'waiting';
    const state = over ? 'done' : ended ? 'skipped' : open;
    return { name, title, state, done: over ? event : null };
  });
}

/** What there is to do now: the record, once the change has ended. */
export function currentStep(steps: readonly RotationStep[]): RotationStepName {
  return steps.find((step) => step.state === 'current')?.name ?? 'record';
}

function masterPlan(operation: KeyOperationView, nodes: readonly KeyNode[]): Plan[] {
  const { master, to } = operation;
  const back = isGoingBack(operation);
  const [promoted, finished] = [master === 'promoted', master === 'finished'];
  const turned = promoted && nodes.length > 0 && nodesReady(nodes, to) === nodes.length;
  const which = back ? 'old' : 'new';
  return [
    {
      name: 'new-key',
      title: 'New master key',
      done: master !== 'none',
      action: 'master_key.staged',
    },
    {
      name: 'deploy',
      title: `Give the ${which} key to the nodes`,
      done: promoted || finished,
      action: back ? 'master_key.restored' : 'master_key.promoted',
    },
    { name: 'verify', title: `Every node on the ${which} key`, done: turned || finished },
    {
      name: 'finish',
      title: `Retire the ${back ? 'new' : 'old'} master key`,
      done: finished,
      action: 'master_key.retired',
    },
  ];
}

function rootPlan({ reencryption, state }: KeyOperationView): Plan[] {
  const left = reencryption ? reencryption.remaining + reencryption.unreadable : null;
  return [
    {
      name: 'change-root',
      title: 'New root key',
      done: reencryption !== null,
      action: 'root_key.changed',
    },
    { name: 're-encrypt', title: 'Seal every value again', done: left === 0 },
    {
      name: 'retire',
      title: 'Delete the old keys',
      done: state === 'finished',
      action: 'root_key.retired',
    },
  ];
}
