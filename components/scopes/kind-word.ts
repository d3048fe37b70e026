// What each kind of scope is called where it begins a line.

import type { ScopeKind } from '@/lib/domain/scope';

export const KIND_WORD: Readonly<Record<ScopeKind, string>> = {
  organization: 'Organization',
  team: 'Team',
  workspace: 'Workspace',
  app: 'App',
};
