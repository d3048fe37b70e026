// Key operations and what was done in them, in words.

import type { KeyOperationView } from '@/lib/contracts/keys';
import type { Tone } from '@/components/ui/status';

export function operationState({ state }: Pick<KeyOperationView, 'state'>): {
  readonly tone: Tone;
  readonly words: string;
} {
  switch (state) {
    case 'open':
      return { tone: 'due', words: 'under way' };
    case 'finished':
      return { tone: 'fine', words: 'finished' };
    case 'rolled_back':
      return { tone: 'unknown', words: 'rolled back' };
  }
}

const ACTS: Readonly<Record<string, string>> = {
  'key_operation.started': 'Began the change of keys',
  'key_operation.handed_over': 'Took the change over',
  'key_operation.paused': 'Paused re-encryption',
  'key_operation.resumed': 'Let re-encryption go on',
  'key_operation.finished': 'The change was finished',
  'key_operation.rolled_back': 'The change was rolled back',
  'master_key.staged': 'Staged the new master key',
  'master_key.unstaged': 'Dropped the staged master key',
  'master_key.promoted': 'Put the new master key in force',
  'master_key.restored': 'Put the old master key in force again',
  'master_key.retired': 'Retired the other master key, with a typed fingerprint',
  'root_key.changed': 'Changed the root key: re-encryption began',
  'root_key.retired': 'Deleted the old root key and its data keys',
  'version.unreadable': 'Found a value that does not open',
};

/** An event of the audit log; one that is not known here is told by its name. */
export function actWords(action: string): string {
  return ACTS[action] ?? action;
}
