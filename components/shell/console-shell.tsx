import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { Banner } from '@/components/ui/banner';
import { SkipLink } from '@/components/ui/skip-link';
import { AccountMenu } from './account-menu';
import { BottomBar } from './bottom-bar';
import { KeyState, type MasterKeyState } from './key-state';
import type { NavItem } from './nav-item';
import { worstNotice, type Notice } from './notice';
import { Shortcuts } from './shortcuts';
import { SideMenu } from './side-menu';
import { ThemeToggle } from './theme-toggle';

interface ConsoleShellProps {
  readonly items: readonly NavItem[];
  /** The scope picker. */
  readonly path: ReactNode;
  /** Every scope the person may see. */
  readonly scopes: readonly ScopeSummary[];
  /** What the person holds, and where. */
  readonly grants: readonly OwnGrant[];
  readonly masterKey: MasterKeyState;
  readonly account: { readonly name: string; readonly email: string };
  readonly signOut: () => void | Promise<void>;
  readonly notices: readonly Notice[];
  readonly children: ReactNode;
}

const CONTENT = 'content';

/** The frame of every page: navigation, path, account, the state of the master key, one notice. */
export function ConsoleShell(props: ConsoleShellProps) {
  const { items, path, masterKey, account, signOut, children } = props;
  const notice = worstNotice(props.notices);
  return (
    <div className="md:grid md:grid-cols-[13rem_minmax(0,1fr)] print:block">
      <SkipLink to={CONTENT} />
      <nav
        aria-label="Main"
        className="sticky top-0 flex h-dvh flex-col border-r border-line max-md:hidden print:hidden"
      >
        <p className="flex h-12 shrink-0 items-center px-4 text-15 font-medium">Keystow</p>
        <div className="min-h-0 grow overflow-y-auto">
          <SideMenu items={items} />
        </div>
        <div className="border-t border-line px-4 py-3">
          <KeyState {...masterKey} />
        </div>
      </nav>
      <div className="flex min-h-dvh min-w-0 flex-col max-md:pb-16">
        <header className="z-20 flex min-h-12 flex-wrap items-center justify-between gap-x-4 border-b border-line bg-paper px-4 py-1 sm:px-6 md:sticky md:top-0 md:h-12 md:flex-nowrap print:static">
          <div className="min-w-0 max-md:order-last max-md:w-full">{path}</div>
          <div className="md:hidden">
            <KeyState {...masterKey} />
          </div>
          <div className="ml-auto flex shrink-0 items-center gap-1 print:hidden">
            <Shortcuts
              items={items}
              scopes={props.scopes}
              grants={props.grants}
              locked={masterKey.state === 'locked'}
              content={CONTENT}
              signOut={signOut}
            />
            <ThemeToggle />
            <AccountMenu {...account} signOut={signOut} />
          </div>
        </header>
        {notice ? (
          <Banner
            tone={notice.tone}
            action={notice.action ? <NoticeLink {...notice.action} /> : null}
          >
            {notice.text}
          </Banner>
        ) : null}
        <main id={CONTENT} tabIndex={-1} className="min-w-0 grow px-4 py-5 outline-none sm:px-6">
          {children}
        </main>
      </div>
      <BottomBar items={items} />
    </div>
  );
}

function NoticeLink({ label, href }: { readonly label: string; readonly href: string }) {
  return (
    <Link href={href} className="font-medium text-accent underline">
      {label}
    </Link>
  );
}
