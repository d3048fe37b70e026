'use client';

import clsx from 'clsx';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { controlClass, controlHeight } from '@/components/ui/field';
import { Kbd } from '@/components/ui/kbd';
import { useShortcut } from '@/components/ui/use-shortcut';

interface FilterFieldProps {
  readonly filter: string;
  /** What is filtered; names of secrets, where left out. */
  readonly label?: string | undefined;
  readonly onFilter: (filter: string) => void;
  /** The arrow down leaves the field for the rows. */
  readonly onLeave: () => void;
}

/** Filters names as they are typed. `/` comes here from anywhere, Esc clears it. */
export function FilterField(props: FilterFieldProps) {
  const { filter, label = 'Filter names', onFilter, onLeave } = props;
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const told = useRef(filter);

  // The filter may change from elsewhere; what this field told itself is not written back to it.
  useEffect(() => {
    if (input.current && filter !== told.current) input.current.value = filter;
    told.current = filter;
  }, [filter]);

  useEffect(() => () => clearTimeout(timer.current), []);
  useShortcut('/', () => input.current?.focus());

  function tell(text: string) {
    clearTimeout(timer.current);
    told.current = text;
    onFilter(text);
  }

  function onInput(text: string) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => tell(text), PAUSE_MILLISECONDS);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Escape' && event.currentTarget.value !== '') {
      event.preventDefault();
      event.currentTarget.value = '';
      tell('');
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onLeave();
    }
  }

  return (
    <div className="relative min-w-0 basis-full md:w-64 md:basis-auto">
      <input
        ref={input}
        type="text"
        role="searchbox"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={filter}
        onInput={(event) => onInput(event.currentTarget.value.trim())}
        onKeyDown={onKeyDown}
        className={clsx(controlClass, controlHeight, 'pr-8')}
      />
      <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center pointer-coarse:hidden">
        <Kbd>/</Kbd>
      </span>
    </div>
  );
}

/** How long typing must pause before the list is asked for again. */
const PAUSE_MILLISECONDS = 120;
