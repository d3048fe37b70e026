'use client';

import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { backdropClass } from './dialog';
import { LiveRegion } from './live-region';

export interface CommandEntry {
  /** Different from that of every other entry. */
  readonly key: string;
  readonly label: ReactNode;
  /** Tells entries of one name apart. */
  readonly detail?: ReactNode;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly heading: string;
  readonly entries: readonly CommandEntry[];
}

interface CommandListProps {
  readonly title: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Those that fit the text, the best first; empty groups are left out. */
  readonly groups: readonly CommandGroup[];
  /** More may come for this text. */
  readonly isLoading: boolean;
  readonly onClose: () => void;
  /** What is focused when it has closed; true for where focus came from, false for whoever takes it. */
  readonly nextFocus: () => HTMLElement | boolean | null;
}

/** A field and what fits what is typed there: arrows choose, Enter does it, Esc closes. */
export function CommandList(props: CommandListProps) {
  const { title, groups, isLoading, onClose, nextFocus } = props;
  const shown = groups.filter((group) => group.entries.length > 0);
  const keys = shown.flatMap((group) => group.entries.map((entry) => entry.key));
  const choice = useChoice(props.text, keys);
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup
          finalFocus={nextFocus}
          className="fixed top-[10dvh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 rounded-md border border-line bg-paper text-ink shadow-float outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Dialog.Title className="sr-only">{title}</Dialog.Title>
          <Command label={title} shouldFilter={false} loop {...choice}>
            <Command.Input
              value={props.text}
              onValueChange={props.onText}
              placeholder={props.placeholder}
              className="h-11 w-full rounded-md bg-paper px-4 text-15 -outline-offset-2"
            />
            <Command.List
              label={title}
              className="max-h-[min(26rem,60dvh)] overflow-y-auto border-t border-line p-1"
            >
              {shown.map((group) => (
                <Command.Group
                  key={group.heading}
                  heading={group.heading}
                  className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-ink-muted"
                >
                  {group.entries.map((entry) => (
                    <Entry key={entry.key} entry={entry} />
                  ))}
                </Command.Group>
              ))}
              {keys.length === 0 ? (
                <p className="px-3 py-4 text-ink-muted">
                  {isLoading ? 'Looking…' : 'Nothing here has that name.'}
                </p>
              ) : null}
            </Command.List>
          </Command>
          <LiveRegion>{isLoading ? '' : `${keys.length} found.`}</LiveRegion>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/**
 * The first entry is the one that Enter takes, also when better ones come later, until a key or the
 * pointer has moved to another.
 */
function useChoice(text: string, keys: readonly string[]) {
  const [chosen, setChosen] = useState<{ text: string; key: string } | null>(null);
  const moved = useRef(false);
  const stays = chosen?.text === text && keys.includes(chosen.key);
  return {
    value: stays ? chosen.key : (keys[0] ?? ''),
    onKeyDown: (event: KeyboardEvent) => {
      moved.current = event.key !== 'Enter' && event.key.length > 1;
    },
    onPointerMove: () => {
      moved.current = true;
    },
    onValueChange: (key: string) => {
      if (moved.current) setChosen({ text, key });
    },
  };
}

function Entry({ entry }: { readonly entry: CommandEntry }) {
  return (
    <Command.Item
      value={entry.key}
      onSelect={entry.run}
      className="flex min-h-8 items-center gap-3 rounded-md px-3 py-1 select-none data-[selected=true]:bg-panel pointer-coarse:min-h-11"
    >
      <span className="min-w-0 truncate">{entry.label}</span>
      {entry.detail ? (
        <span className="ml-auto min-w-0 shrink truncate text-12 text-ink-muted">
          {entry.detail}
        </span>
      ) : null}
    </Command.Item>
  );
}
