'use client';

import { ChevronDown } from 'lucide-react';
import clsx from 'clsx';
import { buttonClass } from './button';
import { MenuButton } from './menu-button';
import type { MenuSection } from './menu-entry';

interface ChoiceGroup<C extends string> {
  readonly key: string;
  /** What choosing none of them is called; left out where one is always chosen. */
  readonly any?: string | undefined;
  readonly choices: readonly C[];
  readonly words: Readonly<Record<C, string>>;
  readonly chosen: C | undefined;
  readonly onChoose: (choice: C | undefined) => void;
}

interface ChoiceMenuProps<A extends string, B extends string> {
  readonly label: string;
  readonly groups: readonly [ChoiceGroup<A>, ChoiceGroup<B>?];
}

/** A button whose menu holds one or two sets of choices, of each of which one is marked. */
export function ChoiceMenu<A extends string, B extends string = never>(
  props: ChoiceMenuProps<A, B>,
) {
  const [first, second] = props.groups;
  const sections = [sectionOf(first), ...(second ? [sectionOf(second)] : [])];
  return (
    <MenuButton
      label={props.label}
      sections={sections}
      className={clsx(buttonClass({ tone: 'quiet' }), 'px-2! aria-expanded:bg-panel')}
    >
      {props.label}
      <ChevronDown size={12} aria-hidden="true" />
    </MenuButton>
  );
}

function sectionOf<C extends string>(group: ChoiceGroup<C>): MenuSection {
  const { key, any, choices, words, chosen, onChoose } = group;
  const none = any === undefined ? [] : [{ key: '', label: any, select: undefined }];
  const some = choices.map((one) => ({ key: one as string, label: words[one], select: one }));
  return {
    key,
    entries: [...none, ...some].map((entry) => ({
      key: entry.key,
      label: entry.label,
      checked: chosen === entry.select,
      onSelect: () => onChoose(entry.select),
    })),
  };
}
