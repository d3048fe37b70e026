'use client';

import { Fragment } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { useSingleKeys } from '@/components/ui/single-keys';

interface Keys {
  /** Alternatives, each pressed by itself. */
  readonly keys: readonly string[];
  readonly does: string;
}

/** `command` is what the key is called that is held with a letter. */
function sections(command: string): readonly { title: string; keys: readonly Keys[] }[] {
  return [
    {
      title: 'Anywhere',
      keys: [
        { keys: [`${command} K`], does: 'Command palette' },
        { keys: ['?'], does: 'These shortcuts' },
        { keys: ['Esc'], does: 'Close what is open' },
      ],
    },
    {
      title: 'List of secrets',
      keys: [
        { keys: ['/'], does: 'Filter names' },
        { keys: ['↓', '↑'], does: 'Next and previous row; ↓ from the filter to the first' },
        { keys: ['Page Down', 'Page Up'], does: 'A screen further and back' },
        { keys: ['Home', 'End'], does: 'First and last name' },
        { keys: ['Enter'], does: 'Facts of the secret' },
        { keys: ['Tab'], does: 'From a name to the actions of its row' },
      ],
    },
    {
      title: 'Review of an import',
      keys: [
        { keys: ['↓', '↑', 'Page Down', 'Page Up', 'Home', 'End'], does: 'Move among rows' },
        { keys: ['Space', 'Delete'], does: 'Discard a row, or keep it' },
      ],
    },
    {
      title: 'Menus and tabs',
      keys: [
        { keys: ['↓', '↑', 'A … Z'], does: 'Move in a menu' },
        { keys: ['←', '→'], does: 'Move among tabs' },
      ],
    },
  ];
}

/** Every shortcut there is, and a switch for those that are one key alone. */
export function KeyboardHelp({
  command,
  onClose,
}: {
  readonly command: string;
  readonly onClose: () => void;
}) {
  const [singleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title="Keyboard shortcuts">
      {sections(command).map(({ title, keys }) => (
        <section key={title} className="mb-4">
          <h3 className="mb-1 text-12 text-ink-muted">{title}</h3>
          <dl className="grid grid-cols-[11rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 max-sm:grid-cols-[8rem_minmax(0,1fr)]">
            {keys.map((one) => (
              <Fragment key={one.does}>
                <dt className="flex flex-wrap items-start gap-1">
                  {one.keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dt>
                <dd>{one.does}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
      <label className="flex min-h-8 items-center gap-2 border-t border-line pt-3 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
          className="size-4 accent-accent"
        />
        <span>
          <Kbd>/</Kbd> and <Kbd>?</Kbd> act alone. In fields they never do.
        </span>
      </label>
    </Dialog>
  );
}
