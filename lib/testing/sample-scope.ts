// Scopes as they are listed, for tests of what shows them.

import type { ScopeSummary } from '@/lib/contracts/scope';

export const SAMPLE_ORGANIZATION: ScopeSummary = {
  id: 'org_1',
  kind: 'organization',
  slug: 'acme',
  name: 'Acme',
  path: '_platform',
  parentId: null,
};

export const SAMPLE_TEAM: ScopeSummary = {
  id: 'team_1',
  kind: 'team',
  slug: 'payments',
  name: 'Payments',
  path: 'payments',
  parentId: 'org_1',
};

export const SAMPLE_WORKSPACE: ScopeSummary = {
  id: 'ws_1',
  kind: 'workspace',
  slug: 'production',
  name: 'Production',
  path: 'payments.production',
  parentId: 'team_1',
};
