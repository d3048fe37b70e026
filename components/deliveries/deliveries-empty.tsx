'use client';

import Link from 'next/link';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { BeginApp } from '@/components/scopes/begin-app';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { lineageOf } from '@/components/scopes/scope-tree';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

interface DeliveriesEmptyProps {
  readonly scope: ScopeSummary;
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly origin: string;
  readonly locked: boolean;
}

/** What runs here, and what it takes to begin: an app, a token, one command. */
export function DeliveriesEmpty({ scope, scopes, grants, origin, locked }: DeliveriesEmptyProps) {
  const teach = (
    <>
      Processes that run with secrets of <span className="font-medium">{scope.name}</span> belong
      here: each with the versions it holds, and whether newer ones wait for it.
    </>
  );
  const app = scopes.find((one) => one.kind === 'app' && lineageOf(scopes, one).includes(scope));
  if (!app) {
    return (
      <BeginApp page="/deliveries" scope={scope} scopes={scopes} grants={grants} locked={locked}>
        {teach}
      </BeginApp>
    );
  }
  const mayMake = !locked && permissionsAt(scopes, grants, app).includes('tokens:manage');
  return (
    <EmptyState
      ways={
        mayMake ? (
          <Link href={`/tokens?scope=${encodeURIComponent(app.path)}`} className={buttonClass()}>
            Tokens of {app.path}
          </Link>
        ) : null
      }
      command={`KEYSTOW_URL=${origin} KEYSTOW_TOKEN=… keystow run --app ${app.path} -- node server.js`}
      note="The token needs deliveries:create on the app. What is started finds its secrets in its environment; nothing is written to disk."
    >
      {teach}
    </EmptyState>
  );
}
