'use client';

import { ChevronDown } from 'lucide-react';
import { startTransition } from 'react';
import { MenuButton } from '@/components/ui/menu-button';

interface AccountMenuProps {
  readonly name: string;
  readonly email: string;
  readonly signOut: () => void | Promise<void>;
}

export function AccountMenu({ name, email, signOut }: AccountMenuProps) {
  const own = { key: 'account', label: 'Your account', href: '/account', current: false };
  const leave = {
    key: 'sign-out',
    label: 'Sign out',
    onSelect: () => startTransition(async () => void (await signOut())),
  };
  return (
    <MenuButton
      label={`Account: ${email}`}
      align="end"
      sections={[{ key: 'account', label: email, entries: [own, leave] }]}
      className="flex h-8 items-center gap-1 rounded-md px-2 font-medium hover:bg-panel aria-expanded:bg-panel pointer-coarse:h-11"
    >
      {initials(name)}
      <ChevronDown size={12} aria-hidden="true" className="text-ink-muted" />
    </MenuButton>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('') || '?';
}
