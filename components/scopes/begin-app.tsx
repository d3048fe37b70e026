'use client';

import Link from 'next/link';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { childKind, type ScopeKind } from '@/lib/domain/scope';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { permissionsAt } from './permissions-at';
import { lineageOf } from './scope-tree';

interface BeginAppProps {
  /** The page to come back to, such as `/briefs`. */
  readonly page: string;
  readonly scope: ScopeSummary;
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  /** What apps are needed for here, in a sentence. */
  readonly children: React.ReactNode;
}

/** The nearer to an app, the fewer steps are left. */
const PARENTS: readonly ScopeKind[] = ['workspace', 'team', 'organization'];

/** Stands where there is no app yet: leads on by the next scope that one needs. */
export function BeginApp(props: BeginAppProps) {
  const { page, scope, scopes, grants, locked, children } = props;
  const inSight = scopes.filter(
    (one) => lineageOf(scopes, one).includes(scope) || lineageOf(scopes, scope).includes(one),
  );
  const parent = PARENTS.flatMap((kind) => inSight.filter((one) => one.kind === kind)).find((one) =>
    permissionsAt(scopes, grants, one).includes('scopes:write'),
  );
  const next = parent && childKind(parent.kind);
  return (
    <EmptyState
      ways={
        parent && next && !locked ? (
          <Link
            href={`${page}?scope=${encodeURIComponent(parent.path)}&new=${next}`}
            className={buttonClass({ tone: 'primary' })}
          >
            {parent.kind === 'organization' ? `New ${next}` : `New ${next} in ${parent.path}`}
          </Link>
        ) : null
      }
    >
      {children} There is no app here yet: apps are in workspaces, and workspaces in teams.
      {parent ? null : (
        <>
          {' '}
          Whoever holds <code className="font-mono text-12">scopes:write</code> here can make one.
        </>
      )}
    </EmptyState>
  );
}
