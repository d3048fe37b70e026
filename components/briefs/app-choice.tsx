'use client';

import Link from 'next/link';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { BeginApp } from '@/components/scopes/begin-app';
import { lineageOf } from '@/components/scopes/scope-tree';

const SHOWN_MAX = 50;

interface AppChoiceProps {
  /** In which no app is chosen. */
  readonly scope: ScopeSummary;
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
}

const TEACH =
  'A brief is one task for one run of an app, with the names of the secrets it needs and none of their values.';

/** A brief is of one app: this stands where none is chosen. */
export function AppChoice({ scope, scopes, grants, locked }: AppChoiceProps) {
  const apps = scopes.filter((one) => one.kind === 'app' && lineageOf(scopes, one).includes(scope));
  return (
    <>
      <h1 className="mb-4 text-20 font-medium">Briefs</h1>
      {apps.length === 0 ? (
        <BeginApp page="/briefs" scope={scope} scopes={scopes} grants={grants} locked={locked}>
          {TEACH}
        </BeginApp>
      ) : (
        <div className="max-w-160 py-8">
          <p className="text-15">{TEACH} Choose the app:</p>
          <ul className="mt-4 border-t border-line">
            {apps.slice(0, SHOWN_MAX).map((app) => (
              <li key={app.id} className="border-b border-line">
                <Link
                  href={`/briefs?scope=${encodeURIComponent(app.path)}`}
                  className="flex min-h-9 items-center gap-3 font-mono text-12 hover:underline pointer-coarse:min-h-11"
                >
                  {app.path}
                </Link>
              </li>
            ))}
          </ul>
          {apps.length > SHOWN_MAX ? (
            <p className="mt-2 text-ink-muted">
              There are more: choose one in the path at the top of the page.
            </p>
          ) : null}
        </div>
      )}
    </>
  );
}
