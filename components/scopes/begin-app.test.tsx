import { cleanup, configure, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { BeginApp } from './begin-app';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

const scope = (kind: ScopeSummary['kind'], path: string, parent: ScopeSummary | null) => ({
  ...{ id: `${kind} ${path}`, kind, slug: path, name: path, path },
  parentId: parent?.id ?? null,
});
const ORG = scope('organization', '_platform', null);
const TEAM = scope('team', 'payments', ORG);
const WORK = scope('workspace', 'payments.staging', TEAM);
const SEARCH = scope('team', 'search', ORG);
const OTHER = scope('workspace', 'search.staging', SEARCH);

function show(scopes: ScopeSummary[], at: ScopeSummary, granted: ScopeSummary[], locked = false) {
  const grants = granted.map(({ id }) => ({ scopeId: id, permissions: ['scopes:write'] as const }));
  render(
    <BeginApp page="/briefs" scope={at} scopes={scopes} grants={grants} locked={locked}>
      A brief is of an app.
    </BeginApp>,
  );
  return screen.queryByRole('link');
}

it.each([
  ['a team first', [ORG], 'New team', '/briefs?scope=_platform&new=team'],
  [
    'a workspace in the team',
    [ORG, TEAM],
    'New workspace in payments',
    '/briefs?scope=payments&new=workspace',
  ],
  [
    'an app in the workspace',
    [ORG, TEAM, WORK],
    'New app in payments.staging',
    '/briefs?scope=payments.staging&new=app',
  ],
])('leads an organization without apps on by the next step: %s', (_, scopes, label, href) => {
  const link = show(scopes, ORG, [ORG]);
  expect([link?.textContent, link?.getAttribute('href')]).toEqual([label, href]);
});

it('leads on where the person is, and may make scopes', () => {
  const all = [ORG, TEAM, WORK, SEARCH, OTHER];
  expect(show(all, TEAM, [ORG])?.textContent).toBe('New app in payments.staging');
  cleanup();
  expect(show(all, ORG, [OTHER])?.textContent).toBe('New app in search.staging');
});

it('says who can where the person may not, and offers nothing while the console is locked', () => {
  expect(show([ORG, TEAM], ORG, [])).toBeNull();
  expect(screen.getByText(/Whoever holds/).textContent).toContain('scopes:write');
  cleanup();
  expect(show([ORG, TEAM], ORG, [ORG], true)).toBeNull();
});
