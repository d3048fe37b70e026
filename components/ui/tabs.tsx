'use client';

import { Tabs as Parts } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export interface Tab<V extends string> {
  readonly value: V;
  readonly label: string;
  /** What the tab refers to, in small mono beside its label. */
  readonly detail?: string | undefined;
}

interface TabsProps<V extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly children: ReactNode;
}

/** A row of tabs over one panel; arrow keys move and choose. */
export function Tabs<V extends string>({ label, tabs, value, onChange, children }: TabsProps<V>) {
  return (
    <Parts.Root value={value} onValueChange={(next: V) => onChange(next)}>
      <Parts.List
        activateOnFocus
        aria-label={label}
        className="flex border-b border-line print:hidden"
      >
        {tabs.map((tab) => (
          <Parts.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px flex min-h-9 min-w-0 items-baseline gap-1.5 border-b-2 border-transparent px-3 py-2 text-ink-muted select-none hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink max-sm:flex-1 max-sm:flex-col max-sm:gap-0 max-sm:px-2 pointer-coarse:min-h-11"
          >
            {tab.label}
            {tab.detail ? (
              <span className="max-w-40 min-w-0 truncate font-mono text-12 font-normal text-ink-muted max-sm:max-w-full">
                {tab.detail}
              </span>
            ) : null}
          </Parts.Tab>
        ))}
      </Parts.List>
      <Parts.Panel key={value} value={value}>
        {children}
      </Parts.Panel>
    </Parts.Root>
  );
}
