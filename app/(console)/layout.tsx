import type { ReactNode } from 'react';
import { ConsoleShell } from '@/components/shell/console-shell';
import type { NavItem } from '@/components/shell/nav-item';
import type { Notice } from '@/components/shell/notice';
import { RenewSession } from '@/components/shell/renew-session';
import { DEVELOPMENT_SENTENCE } from '@/components/keys/facts/lock-words';
import type { ScopeActions } from '@/components/scopes/scope-actions';
import { ScopePicker } from '@/components/scopes/scope-picker';
import { requirePageContext } from '@/lib/auth/current-actor';
import { holdsOlderCookie } from '@/lib/auth/renew-session-cookie';
import { readKeyStatus } from '@/lib/services/keys/read-key-status';
import type { KeyStatus } from '@/lib/contracts/key-status';
import { visibleScopes } from './visible-scopes';
import { createScopeAction, deleteScopeAction, renameScopeAction, signOutAction } from './actions';

const ITEMS: readonly NavItem[] = [
  { label: 'Vault', href: '/vault', icon: 'vault' },
  { label: 'Tokens', href: '/tokens', icon: 'access' },
  { label: 'Keys', href: '/keys', icon: 'keys' },
];

const SCOPE_ACTIONS: ScopeActions = {
  create: createScopeAction,
  rename: renameScopeAction,
  remove: deleteScopeAction,
};

/** The frame around every page for signed-in people. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePageContext();
  const [status, scopes] = await Promise.all([readKeyStatus(ctx), visibleScopes()]);
  return (
    <ConsoleShell
      items={ITEMS}
      scopes={scopes}
      path={<ScopePicker scopes={scopes} actions={SCOPE_ACTIONS} />}
      masterKey={{ fingerprint: status.fingerprint, state: status.state }}
      account={{ name: ctx.actor.name, email: ctx.actor.email }}
      signOut={signOutAction}
      notices={noticesOf(status)}
    >
      {children}
      {(await holdsOlderCookie(ctx.installation)) ? <RenewSession /> : null}
    </ConsoleShell>
  );
}

function noticesOf(status: KeyStatus): Notice[] {
  const seeKeys = { label: 'Keys', href: '/keys' };
  if (status.state === 'locked') {
    const text =
      'Locked: the master key does not open this database. Nothing can be read or sealed.';
    return [{ tone: 'danger', text, action: seeKeys }];
  }
  if (status.state === 'development') {
    return [{ tone: 'due', text: DEVELOPMENT_SENTENCE, action: seeKeys }];
  }
  return [];
}
