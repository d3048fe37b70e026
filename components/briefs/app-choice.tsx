'use client';

import Link from 'next/link';
import type { ScopeSummary } from '@/lib/contracts/scope';

const SHOWN_MAX = 50;

/** A brief is of one app: this stands where none is chosen. */
export function AppChoice({ apps }: { readonly apps: readonly ScopeSummary[] }) {
  return (
    <>
      <h1 className="mb-4 text-20 font-medium">Briefs</h1>
      <div className="max-w-160 py-8">
        <p className="text-15">
          A brief is one task for one run of an app, with the names of the secrets it needs and none
          of their values. {apps.length > 0 ? 'Choose the app:' : 'There is no app here yet.'}
        </p>
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
    </>
  );
}
