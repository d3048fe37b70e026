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
  /** Stands at the end of the row of tabs; below it on a phone. */
  readonly aside?: ReactNode;
  /** The panel of the chosen tab. */
  readonly children: ReactNode;
}

const tabClass =
  '-mb-px flex min-h-10 min-w-0 items-baseline gap-1.5 border-b-2 border-transparent pt-2.5 pb-2 text-ink-muted -outline-offset-2 select-none hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink max-sm:flex-auto max-sm:flex-col max-sm:gap-0 max-sm:pt-1 max-sm:pb-1 pointer-coarse:min-h-11';

/** A row of tabs over one panel; arrow keys move and choose. */
export function Tabs<V extends string>(props: TabsProps<V>) {
  const { label, tabs, value, onChange, aside, children } = props;
  return (
    <Parts.Root value={value} onValueChange={(next: V) => onChange(next)}>
      <div className="flex flex-wrap items-end justify-between gap-x-6 md:border-b md:border-line">
        <Parts.List
          activateOnFocus
          aria-label={label}
          className="flex gap-x-6 max-md:w-full max-md:border-b max-md:border-line max-sm:gap-x-2"
        >
          {tabs.map((tab) => (
            <Parts.Tab key={tab.value} value={tab.value} className={tabClass}>
              {tab.label}
              {tab.detail ? (
                <span className="max-w-36 min-w-0 truncate font-mono text-12 font-normal text-ink-muted max-sm:max-w-full">
                  {tab.detail}
                </span>
              ) : null}
            </Parts.Tab>
          ))}
        </Parts.List>
        {aside ? <div className="py-1 max-md:w-full max-md:py-2 print:hidden">{aside}</div> : null}
      </div>
      <Parts.Panel key={value} value={value}>
        {children}
      </Parts.Panel>
    </Parts.Root>
  );
}
