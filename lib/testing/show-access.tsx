// The access page as somebody with one role sees it, for tests of its views.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { AccessPanel } from '@/components/access/access-panel';
import type { AccessActions } from '@/components/access/access-actions';
import { ToastProvider } from '@/components/ui/toast';
import { permissionsOfRole, type Role } from '@/lib/domain/permissions';
import { SAMPLE_GROUP_ACTIONS, SAMPLE_ROLE_ACTIONS } from './sample-role';
import { SAMPLE_ORGANIZATION, SAMPLE_TEAM } from './sample-scope';

/** `at` is the id of the scope that the role was granted on. */
export function showAccess(role: Role, at: string, actions: AccessActions): void {
  const grants = [{ scopeId: at, permissions: permissionsOfRole(role, at === 'org_1') }];
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <AccessPanel
          scopes={[SAMPLE_ORGANIZATION, SAMPLE_TEAM]}
          grants={grants}
          locked={false}
          actions={actions}
          groupActions={SAMPLE_GROUP_ACTIONS}
          roleActions={SAMPLE_ROLE_ACTIONS}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
}
