'use client';

import { Contrast, Moon, Sun, type LucideIcon } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';

type Theme = 'system' | 'light' | 'dark';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const ICON: Readonly<Record<Theme, LucideIcon>> = { system: Contrast, light: Sun, dark: Moon };

const never = () => () => {};

/** Steps through system, light and dark. The server does not know the choice, so it renders "system". */
export function ThemeToggle() {
  const { theme, setTheme } = useTheme();
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const shown: Theme = inBrowser && (theme === 'light' || theme === 'dark') ? theme : 'system';
  const Icon = ICON[shown];
  const label = `Theme: ${shown}`;
  return (
    <Button
      tone="quiet"
      square
      aria-label={label}
      title={label}
      onClick={() => setTheme(NEXT[shown])}
    >
      <Icon size={16} aria-hidden="true" />
    </Button>
  );
}
