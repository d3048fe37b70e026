// How teams are doing, over REST.

import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { dashboard } from '@/lib/contracts/dashboard';
import { readDashboard } from '@/lib/services/dashboard/read-dashboard';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY } from './describe-route';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

const SHOWN: readonly Place['kind'][] = ['organization', 'team'];

function routeOf({ path, name, params }: Place) {
  return createRoute({
    method: 'get',
    path: `${path}/dashboard`,
    operationId: `read${name}Dashboard`,
    tags: ['scopes'],
    summary:
      'Read how it is doing: secrets by state, what is overdue and open, the console, changes, tokens',
    description:
      'Needs secrets:list. People, changes and tokens are null without members:manage, audit:read and tokens:manage; keys, backups and the log without keys:manage, backups:manage and audit:read on the organization.',
    security: SECURITY,
    middleware: [authenticated] as const,
    request: { params },
    responses: { 200: answers('The dashboard.', dashboard), ...READ_REFUSALS },
  });
}

export function addDashboard(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES.filter(({ kind }) => SHOWN.includes(kind))) {
    api.openapi(routeOf(place), async (c) =>
      c.json(await readDashboard(c.var.ctx, referenceOf(place, c)), 200),
    );
  }
}
