import type { ReactNode } from 'react';
import { IntakeLinkMaker } from '@/components/intake/intake-link-maker';
import { ConsoleShell } from '@/components/shell/console-shell';
import type { NavItem } from '@/components/shell/nav-item';
import { RenewSession } from '@/components/shell/renew-session';
import type { ScopeActions } from '@/components/scopes/scope-actions';
import { ScopePicker } from '@/components/scopes/scope-picker';
import { requirePageContext } from '@/lib/auth/current-actor';
import { holdsOlderCookie } from '@/lib/auth/renew-session-cookie';
import { readKeyStatus } from '@/lib/services/keys/read-key-status';
import { countOpenLeaks } from '@/lib/services/dashboard/open-work';
import { countOverdue } from '@/lib/services/rotation/read-outlook';
import { makeIntakeLinkAction } from './intake-links/actions';
import { frameNotices } from './frame-notices';
import { ownGrants } from './own-grants';
import type { HeldPermission } from './own-permissions';
import { visibleScopes } from './visible-scopes';
import { createScopeAction, deleteScopeAction, renameScopeAction, signOutAction } from './actions';

/** Each page with what it needs somewhere; without it there is nothing on it to use. */
const ITEMS: readonly (NavItem & { readonly needs?: HeldPermission })[] = [
  { label: 'Overview', href: '/overview', icon: 'overview', section: 'Secrets', onPhone: true },
  { label: 'Vault', href: '/vault', icon: 'vault', section: 'Secrets', onPhone: true },
  { label: 'Rotation', href: '/rotation', icon: 'rotation', section: 'Secrets' },
  { label: 'Leaks', href: '/leaks', icon: 'leaks', section: 'Secrets' },
  {
    label: 'Deliveries',
    href: '/deliveries',
    icon: 'deliveries',
    section: 'Deliver',
    onPhone: true,
  },
  { label: 'Briefs', href: '/briefs', icon: 'briefs', section: 'Deliver' },
  {
    ...{ label: 'Backends', href: '/backends', icon: 'backends', section: 'Deliver' },
    needs: 'backends:manage',
  },
  { label: 'Integrations', href: '/integrations', icon: 'integrations', section: 'Deliver' },
  {
    ...{ label: 'Tokens', href: '/tokens', icon: 'tokens', section: 'Manage', onPhone: true },
    needs: 'tokens:manage',
  },
  { label: 'Keys', href: '/keys', icon: 'keys', section: 'Manage', needs: 'keys:manage' },
  {
    ...{ label: 'Backups', href: '/backups', icon: 'backups', section: 'Manage' },
    needs: 'backups:manage',
  },
  { label: 'Access', href: '/access', icon: 'access', section: 'Manage', needs: 'members:manage' },
  { label: 'Audit', href: '/audit', icon: 'audit', section: 'Manage', needs: 'audit:read' },
];

const SCOPE_ACTIONS: ScopeActions = {
  create: createScopeAction,
  rename: renameScopeAction,
  remove: deleteScopeAction,
};

/** The frame around every page for signed-in people. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePageContext();
  const [status, scopes, grants, overdue, leaks] = await Promise.all([
    readKeyStatus(ctx),
    visibleScopes(),
    ownGrants(),
    countOverdue(ctx),
    countOpenLeaks(ctx),
  ]);
  const counts: Readonly<Record<string, number>> = { '/rotation': overdue, '/leaks': leaks };
  const items = ITEMS.map((item) => ({ ...item, count: counts[item.href] }));
  const held = new Set(grants.flatMap(({ permissions }) => permissions));
  return (
    <ConsoleShell
      items={items.filter(({ needs }) => needs === undefined || held.has(needs))}
      scopes={scopes}
      grants={grants}
      path={<ScopePicker scopes={scopes} grants={grants} actions={SCOPE_ACTIONS} />}
      masterKey={{ fingerprint: status.fingerprint, state: status.state }}
      account={{ name: ctx.actor.name, email: ctx.actor.email }}
      signOut={signOutAction}
      notices={await frameNotices(ctx, status)}
    >
      <IntakeLinkMaker make={status.state === 'locked' ? null : makeIntakeLinkAction}>
        {children}
      </IntakeLinkMaker>
      {(await holdsOlderCookie(ctx.installation)) ? <RenewSession /> : null}
    </ConsoleShell>
  );
}
