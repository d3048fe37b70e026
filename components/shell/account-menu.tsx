'use client';

import { ChevronDown } from 'lucide-react';
import { startTransition } from 'react';
import { MenuGroup, MenuItem, MenuPopup, MenuRoot, MenuTrigger } from '@/components/ui/menu';

interface AccountMenuProps {
  readonly name: string;
  readonly email: string;
  readonly signOut: () => void | Promise<void>;
}

export function AccountMenu({ name, email, signOut }: AccountMenuProps) {
  return (
    <MenuRoot>
      <MenuTrigger
        aria-label={`Account: ${email}`}
        className="flex h-8 items-center gap-1 rounded-md px-2 font-medium hover:bg-panel data-popup-open:bg-panel pointer-coarse:h-11"
      >
        {initials(name)}
        <ChevronDown size={12} aria-hidden="true" className="text-ink-muted" />
      </MenuTrigger>
      <MenuPopup align="end">
        <MenuGroup label={email}>
          <MenuItem onSelect={() => startTransition(async () => void (await signOut()))}>
            Sign out
          </MenuItem>
        </MenuGroup>
      </MenuPopup>
    </MenuRoot>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('') || '?';
}
