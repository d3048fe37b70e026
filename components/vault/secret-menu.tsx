'use client';

import { Ellipsis } from 'lucide-react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { buttonClass } from '@/components/ui/button';
import {
  createMenuHandle,
  MenuItem,
  MenuLine,
  MenuPopup,
  MenuRoot,
  MenuTrigger,
} from '@/components/ui/menu';

/** One menu serves every row: hundreds of rows would otherwise bring a menu each. */
export type SecretMenuHandle = ReturnType<typeof createMenuHandle<SecretSummary>>;

export const createSecretMenu = () => createMenuHandle<SecretSummary>();

interface SecretMenuProps {
  readonly handle: SecretMenuHandle;
  readonly locked: boolean;
  readonly onOpen: (secret: SecretSummary) => void;
  readonly onReplace: (secret: SecretSummary) => void;
  readonly onDelete: (secret: SecretSummary) => void;
}

export function SecretMenu({ handle, locked, onOpen, onReplace, onDelete }: SecretMenuProps) {
  return (
    <MenuRoot handle={handle}>
      {({ payload: secret }) =>
        secret ? (
          <MenuPopup align="end">
            <MenuItem onSelect={() => onOpen(secret)}>Facts</MenuItem>
            {locked ? null : (
              <>
                <MenuItem onSelect={() => onReplace(secret)}>Replace value…</MenuItem>
                <MenuLine />
                <MenuItem danger onSelect={() => onDelete(secret)}>
                  Delete…
                </MenuItem>
              </>
            )}
          </MenuPopup>
        ) : null
      }
    </MenuRoot>
  );
}

export function SecretMenuTrigger({
  handle,
  secret,
  tabIndex,
}: {
  readonly handle: SecretMenuHandle;
  readonly secret: SecretSummary;
  readonly tabIndex: number;
}) {
  return (
    <MenuTrigger
      handle={handle}
      payload={secret}
      tabIndex={tabIndex}
      aria-label={`Actions for ${secret.key}`}
      className={buttonClass({ tone: 'quiet', square: true })}
    >
      <Ellipsis size={16} aria-hidden="true" />
    </MenuTrigger>
  );
}
