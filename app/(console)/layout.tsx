import type { ReactNode } from 'react';
import { IntakeLinkMaker } from '@/components/intake/intake-link-maker';
import { ConsoleShell } from '@/components/shell/console-shell';
import type { NavItem } from '@/components/shell/nav-item';
import type { Notice } from '@/components/shell/notice';
import { RenewSession } from '@/components/shell/renew-session';
import { backupSentence } from '@/components/keys/backups/backup-words';
import { DEVELOPMENT_SENTENCE } from '@/components/keys/facts/lock-words';
import type { ScopeActions } from '@/components/scopes/scope-actions';
import { ScopePicker } from '@/components/scopes/scope-picker';
import { requirePageContext, type PageContext } from '@/lib/auth/current-actor';
import { readBackupStanding } from '@/lib/services/keys/backups/read-backup-standing';
import { holdsOlderCookie } from '@/lib/auth/renew-session-cookie';
import { readKeyStatus } from '@/lib/services/keys/read-key-status';
import type { KeyStatus } from '@/lib/contracts/key-status';
import { makeIntakeLinkAction } from './intake-links/actions';
import { managesKeys } from './keys/manages-keys';
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
      notices={[...noticesOf(status), ...(await backupNotices(ctx, status))]}
    >
      <IntakeLinkMaker make={status.state === 'locked' ? null : makeIntakeLinkAction}>
        {children}
      </IntakeLinkMaker>
      {(await holdsOlderCookie(ctx.installation)) ? <RenewSession /> : null}
    </ConsoleShell>
  );
}

/** For those who can do something about it. A key that everybody knows needs no copy. */
async function backupNotices(ctx: PageContext, { state }: KeyStatus): Promise<Notice[]> {
  if (state !== 'unlocked' || !(await managesKeys())) return [];
  const standing = await readBackupStanding(ctx.installation);
  const action = { label: 'Keys', href: '/keys' };
  return (standing?.warnings ?? []).map((warning) => ({
    tone: 'due',
    text: backupSentence(warning, standing!),
    action,
  }));
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
