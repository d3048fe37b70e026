'use client';

import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import type { RotationItem } from '@/lib/contracts/rotation';
import { Button, buttonClass } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu-button';
import type { MenuEntry } from '@/components/ui/menu-entry';
import { newRunAddress, runAddress } from '@/components/rotation-runs/run-address';
import { secretAddress } from '@/components/vault/secret-address';
import { rotationAddress } from './rotation-address';

/** What somebody is about to do with a row. */
export type RotationAct = 'replace' | 'snooze' | 'end-snooze' | 'window';

export interface RowRights {
  readonly replace: boolean;
  /** Snooze it and set its window. */
  readonly run: boolean;
}

interface RowActsProps {
  readonly item: RotationItem;
  readonly rights: RowRights;
  readonly onAct: (act: RotationAct, item: RotationItem) => void;
}

/** The one next thing to do, and what else there is. */
export function RowActs({ item, rights, onAct }: RowActsProps) {
  const { key, subject, scope, snooze, run } = item;
  const act = (what: RotationAct, label: string): MenuEntry => ({
    key: what,
    label,
    onSelect: () => onAct(what, item),
  });
  const entries: MenuEntry[] = [
    ...(rights.replace && (rights.run || run) ? [act('replace', 'Replace value…')] : []),
    ...(rights.run
      ? [
          snooze ? act('end-snooze', 'End snooze…') : act('snooze', 'Snooze…'),
          act('window', 'Set window…'),
        ]
      : []),
    ...(subject === null
      ? [
          {
            key: 'windows',
            label: 'Windows',
            href: rotationAddress(scope.path, { view: 'windows', key }),
            current: false,
          },
        ]
      : []),
  ];
  return (
    <span className="inline-flex items-center gap-1">
      <Next item={item} rights={rights} onAct={onAct} />
      {entries.length > 0 ? (
        <MenuButton
          label={`More for ${key}`}
          align="end"
          sections={[{ key: 'all', entries }]}
          className={buttonClass({ tone: 'quiet', square: true })}
        >
          <Ellipsis size={16} aria-hidden="true" />
        </MenuButton>
      ) : null}
    </span>
  );
}

function Next({ item, rights, onAct }: RowActsProps) {
  const { key, subject, scope, wizard, run } = item;
  if (subject !== null) {
    return (
      <Link href={wizard ?? '/keys'} className={buttonClass()} aria-label={`Rotate ${key}`}>
        Rotate…
      </Link>
    );
  }
  if (run !== null) {
    return (
      <Link href={runAddress(run.id)} className={buttonClass()} aria-label={`Go on with ${key}`}>
        Go on
      </Link>
    );
  }
  if (rights.run) {
    return (
      <Link
        href={newRunAddress(scope.path, [{ path: scope.path, key }])}
        className={buttonClass()}
        aria-label={`Rotate ${key}`}
      >
        Rotate…
      </Link>
    );
  }
  if (rights.replace) {
    return (
      <Button aria-label={`Replace value of ${key}`} onClick={() => onAct('replace', item)}>
        Replace value…
      </Button>
    );
  }
  return (
    <Link
      href={secretAddress({ path: scope.path, key })}
      className={buttonClass()}
      aria-label={`Facts of ${key}`}
    >
      Facts
    </Link>
  );
}
