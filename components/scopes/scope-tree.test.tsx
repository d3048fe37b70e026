import { describe, expect, it } from 'vitest';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { lineageOf, pathParts, scopeAt } from './scope-tree';

function scope(
  kind: ScopeSummary['kind'],
  id: string,
  path: string,
  parentId: string | null,
): ScopeSummary {
  const slug = path.split('.').at(-1) ?? path;
  return { id, kind, slug, name: slug, path, parentId };
}

const ORG = scope('organization', 'org_1', '_platform', null);
const TEAM = scope('team', 'team_1', 'payments', 'org_1');
const OTHER = scope('team', 'team_2', 'default', 'org_1');
const PRODUCTION = scope('workspace', 'ws_1', 'payments.production', 'team_1');
const STAGING = scope('workspace', 'ws_2', 'payments.staging', 'team_1');
const BILLING = scope('app', 'app_1', 'payments.production.billing', 'ws_1');
const STAGED_BILLING = scope('app', 'app_2', 'payments.staging.billing', 'ws_2');
const ALL = [BILLING, STAGED_BILLING, STAGING, PRODUCTION, TEAM, OTHER, ORG];

describe('the path to a scope', () => {
  it('runs from the widest scope down to it', () => {
    expect(lineageOf(ALL, BILLING)).toEqual([ORG, TEAM, PRODUCTION, BILLING]);
  });

  it('offers at each part its siblings only, in order of their names', () => {
    const parts = pathParts(ALL, BILLING);
    expect(parts.map((part) => part.choices)).toEqual([
      [ORG],
      [OTHER, TEAM],
      [PRODUCTION, STAGING],
      [BILLING],
    ]);
  });

  it('ends with the level below, to choose from or to begin', () => {
    expect(pathParts(ALL, TEAM).at(-1)).toEqual({
      kind: 'workspace',
      chosen: null,
      choices: [PRODUCTION, STAGING],
      parent: TEAM,
    });
  });

  it('begins where the person’s sight begins', () => {
    const seen = [PRODUCTION, BILLING];
    expect(pathParts(seen, BILLING).map((part) => part.kind)).toEqual(['workspace', 'app']);
    expect(pathParts(seen, BILLING)[0]?.parent).toBeNull();
  });
});

describe('the scope in the address', () => {
  it('is found by its path', () => {
    expect(scopeAt(ALL, 'payments.staging.billing')).toBe(STAGED_BILLING);
  });

  it('is the widest one in sight when none is named or the named one is not seen', () => {
    expect(scopeAt(ALL, null)).toBe(ORG);
    expect(scopeAt([BILLING, PRODUCTION], 'payments')).toBe(PRODUCTION);
    expect(scopeAt([], null)).toBeUndefined();
  });
});
