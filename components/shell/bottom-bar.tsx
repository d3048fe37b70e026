'use client';

import clsx from 'clsx';
import {
  Archive,
  Bot,
  Database,
  Droplet,
  Ellipsis,
  FileText,
  Gauge,
  KeyRound,
  Lock,
  Plug,
  RotateCw,
  ScrollText,
  Send,
  Users,
  type LucideIcon,
} from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { useSearch } from '@/components/ui/use-search';
import { hrefWithin, isCurrent, phoneItems, type NavIcon, type NavItem } from './nav-item';
import { SideMenu } from './side-menu';

const Sheet = dynamic(() => import('@/components/ui/sheet').then((module) => module.Sheet));

const ICONS: Readonly<Record<NavIcon, LucideIcon>> = {
  overview: Gauge,
  vault: Lock,
  rotation: RotateCw,
  leaks: Droplet,
  deliveries: Send,
  briefs: FileText,
  integrations: Plug,
  backends: Database,
  tokens: Bot,
  keys: KeyRound,
  backups: Archive,
  access: Users,
  audit: ScrollText,
};

const PLACES = 5;

const placeClass =
  'flex h-14 w-full flex-col items-center justify-center gap-0.5 text-12 -outline-offset-2';

function lookOf(isHere: boolean): string {
  return clsx(placeClass, isHere ? 'font-medium text-ink' : 'text-ink-muted');
}

/** The navigation of a phone: five places, the last one a sheet with the rest when there are more. */
export function BottomBar({ items }: { readonly items: readonly NavItem[] }) {
  const pathname = usePathname();
  const scope = useSearch().get('scope');
  const [open, setOpen] = useState(false);
  const shown = phoneItems(items, PLACES);
  const current = items.find((item) => isCurrent(item, pathname));
  const currentBelow = current && !shown.includes(current) ? current : undefined;
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      <ul className="flex">
        {shown.map((item) => {
          const Icon = ICONS[item.icon];
          const isHere = item === current;
          return (
            <li key={item.href} className="grow basis-0">
              <Link
                href={hrefWithin(item, scope)}
                aria-current={isHere ? 'page' : undefined}
                className={lookOf(isHere)}
              >
                <Icon size={18} aria-hidden="true" className={isHere ? 'text-accent' : ''} />
                {item.label}
              </Link>
            </li>
          );
        })}
        {shown.length < items.length ? (
          <li className="grow basis-0">
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => setOpen(true)}
              className={lookOf(currentBelow !== undefined)}
            >
              <Ellipsis
                size={18}
                aria-hidden="true"
                className={currentBelow ? 'text-accent' : ''}
              />
              More
              {currentBelow ? (
                <span className="sr-only">, you are on {currentBelow.label}</span>
              ) : null}
            </button>
          </li>
        ) : null}
      </ul>
      {open ? (
        <Sheet open onOpenChange={setOpen} title="Keystow">
          <SideMenu items={items} onFollow={() => setOpen(false)} />
        </Sheet>
      ) : null}
    </nav>
  );
}
