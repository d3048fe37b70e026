'use client';

import { Ellipsis } from 'lucide-react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { buttonClass } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu-button';
import type { MenuEntry } from '@/components/ui/menu-entry';
import { rotationAddress } from '@/components/rotation/rotation-address';
import type { SecretRights } from '../secret-rights';
import { replaceWord } from '../secret-words';

/** What can be done with a secret from its row. */
export interface SecretDoings {
  readonly may: SecretRights;
  readonly onOpen: (secret: SecretSummary) => void;
  readonly onReplace: (secret: SecretSummary) => void;
  /** Left out where nobody else can be asked. */
  readonly onAskElse?: ((secret: SecretSummary) => void) | undefined;
  readonly onDelete: (secret: SecretSummary) => void;
}

interface SecretMenuProps {
  readonly secret: SecretSummary;
  readonly doings: SecretDoings;
  readonly tabIndex: number;
}

export function SecretMenu({ secret, doings, tabIndex }: SecretMenuProps) {
  const { may, onOpen, onReplace, onAskElse, onDelete } = doings;
  const facts = { key: 'facts', label: 'Facts', onSelect: () => onOpen(secret) };
  const replace = {
    key: 'replace',
    label: replaceWord(secret),
    onSelect: () => onReplace(secret),
  };
  const rotation: MenuEntry = {
    key: 'rotation',
    label: 'Rotation',
    href: rotationAddress(secret.scope.path, { q: secret.key }),
    current: false,
  };
  const ages = secret.aliasOf === null && secret.version !== null ? [rotation] : [];
  const askElse = {
    key: 'ask-else',
    label: 'Ask somebody else for the value…',
    onSelect: () => onAskElse?.(secret),
  };
  const asks = onAskElse && !secret.aliasOf && secret.reference === null ? [askElse] : [];
  const remove = {
    key: 'delete',
    label: 'Delete…',
    danger: true,
    onSelect: () => onDelete(secret),
  };
  return (
    <MenuButton
      label={`Actions for ${secret.key}`}
      align="end"
      tabIndex={tabIndex}
      sections={[
        { key: 'safe', entries: may.write ? [facts, replace, ...asks, ...ages] : [facts, ...ages] },
        { key: 'danger', entries: may.delete ? [remove] : [] },
      ]}
      className={buttonClass({ tone: 'quiet', square: true })}
    >
      <Ellipsis size={16} aria-hidden="true" />
    </MenuButton>
  );
}
