// What a node runs on and what its next start will find, judged against the key it should have.

import type { KeyOverview } from '@/lib/contracts/keys';

export type KeyNode = KeyOverview['nodes'][number];

export interface NodeState {
  readonly tone: 'fine' | 'due' | 'danger';
  readonly words: string;
}

/** `wanted` is the key that every node should run on and hold in its source. */
export function nodeState(node: KeyNode, wanted: string | null): NodeState {
  const { fingerprint, sourceFingerprint } = node;
  if (fingerprint === null) return { tone: 'danger', words: 'locked' };
  if (fingerprint === wanted && sourceFingerprint === wanted) {
    return { tone: 'fine', words: 'runs on it' };
  }
  if (fingerprint === wanted) {
    if (sourceFingerprint === null) return { tone: 'danger', words: 'source holds no key' };
    return { tone: 'danger', words: 'source holds another key' };
  }
  if (sourceFingerprint === wanted) return { tone: 'due', words: 'has it, start again' };
  return { tone: 'due', words: 'on another key' };
}

export function nodesReady(nodes: readonly KeyNode[], wanted: string | null): number {
  return nodes.filter((node) => nodeState(node, wanted).tone === 'fine').length;
}
