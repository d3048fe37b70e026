'use client';

import clsx from 'clsx';
import type { WorksheetView } from '@/lib/client/lost-key';
import type { WorksheetProgress } from '@/lib/contracts/lost-key';
import type { SecretType } from '@/lib/domain/secret-kinds';
import type { WorksheetGroup } from '@/lib/domain/worksheet';
import { number } from '@/components/ui/count';
import { Tabs } from '@/components/ui/tabs';
import { TYPE_WORD } from '@/components/vault/secret-words';
import { Bar } from '../facts/bar';

const TABS = [
  { value: 'owner', label: 'By owner' },
  { value: 'scope', label: 'By scope' },
  { value: 'type', label: 'By type' },
] as const;

interface WorksheetGroupsProps {
  readonly groups: WorksheetProgress['groups'];
  readonly view: WorksheetView;
  readonly onChange: (change: Partial<WorksheetView>) => void;
}

/** How far each group has come, as bars; one of them narrows the lines below. */
export function WorksheetGroups({ groups, view, onChange }: WorksheetGroupsProps) {
  return (
    <div className="mt-6">
      <Tabs
        label="Progress"
        tabs={TABS}
        value={view.by}
        onChange={(by: WorksheetGroup) => onChange({ by })}
      >
        <ul className="max-h-80 overflow-y-auto py-2">
          {groups.map((group) => {
            const id = group.id ?? 'none';
            const chosen = view.group === id;
            return (
              <li key={id}>
                <button
                  type="button"
                  aria-pressed={chosen}
                  onClick={() => onChange({ group: chosen ? null : id })}
                  className={clsx(
                    'grid min-h-9 w-full grid-cols-[minmax(0,1fr)_4rem_5rem] sm:grid-cols-[minmax(0,1fr)_12rem_5rem] items-center gap-3 rounded-md px-2 text-left hover:bg-panel pointer-coarse:min-h-11',
                    chosen && 'bg-panel font-medium',
                  )}
                >
                  <span className={clsx('truncate', view.by === 'scope' && 'font-mono')}>
                    {nameOf(view.by, group)}
                  </span>
                  <Bar
                    share={group.done / (group.open + group.done)}
                    tone={group.open === 0 ? 'fine' : 'due'}
                  />
                  <span className="text-right text-ink-muted">
                    {number(group.done)} of {number(group.open + group.done)}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </Tabs>
    </div>
  );
}

function nameOf(by: WorksheetGroup, { name }: { readonly name: string | null }): string {
  if (name === null) return 'nobody answers for these';
  return by === 'type' ? TYPE_WORD[name as SecretType] : name;
}
