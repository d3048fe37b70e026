'use client';

import dynamic from 'next/dynamic';
import type { RoleSummary } from '@/lib/contracts/role';
import type { Permission } from '@/lib/domain/permissions';
import { ReadRefused } from '@/components/requests/read-refused';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import { NEW_ENTRY } from '../new-entry';
import type { RoleActions } from './role-actions';
import { RoleList } from './role-list';
import { RoleMatrix } from './role-matrix';
import { useRefreshRoles, useRoles } from './use-roles';

const RoleSheet = dynamic(() => import('./role-sheet').then((module) => module.RoleSheet));

interface RolesViewProps {
  /** What the person asking holds on the organization. */
  readonly held: readonly Permission[];
  readonly locked: boolean;
  readonly actions: RoleActions;
}

/** Whether somebody who holds `held` may change what gives `permissions`. */
export function mayMake(held: readonly Permission[], permissions: readonly Permission[]): boolean {
  return held.includes('members:manage') && permissions.every((one) => held.includes(one));
}

/** Every role with what it gives; those of the organization can be changed. */
export function RolesView({ held, locked, actions }: RolesViewProps) {
  const search = useSearch();
  const refresh = useRefreshRoles();
  const read = useRoles();
  if (read.isPending) return <SkeletonRows rows={8} label="Loading roles" />;
  if (read.isLoadingError) {
    return <ReadRefused what="The roles" error={read.error} onRetry={() => void read.refetch()} />;
  }
  const roles = read.data?.items ?? [];
  const opened = search.get('edit');
  const role = roles.find((one) => !one.builtIn && one.slug === opened);
  const close = () => search.replace({ edit: null });
  const mayChange = ({ builtIn, permissions }: RoleSummary) =>
    !locked && !builtIn && mayMake(held, permissions);
  const open =
    !locked && held.includes('members:manage') && (role ? mayChange(role) : opened === NEW_ENTRY);
  return (
    <>
      <RoleList
        roles={roles}
        mayChange={mayChange}
        onChange={({ slug }) => search.push({ edit: slug })}
      />
      <RoleMatrix roles={roles} />
      {open ? (
        <RoleSheet
          key={opened}
          role={role ?? null}
          held={held}
          actions={actions}
          onClose={close}
          onDone={() => {
            close();
            refresh();
          }}
        />
      ) : null}
    </>
  );
}
