// Rotation windows over REST, the same for every kind of scope.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  listRotationWindowsQuery,
  rotationWindow,
  rotationWindowList,
  setRotationWindowBody,
} from '@/lib/contracts/rotation';
import { endRotationWindow } from '@/lib/services/rotation/end-window';
import { listRotationWindows } from '@/lib/services/rotation/list-windows';
import { setRotationWindow } from '@/lib/services/rotation/set-window';
import { signRotationWindow } from '@/lib/services/rotation/sign-window';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import {
  answers,
  DELETION_REFUSALS,
  READ_REFUSALS,
  SECURITY,
  takes,
  WRITE_REFUSALS,
} from './describe-route';
import { jsonBody } from './json-body';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

function routesOf({ path, name, params }: Place) {
  const shared = { tags: ['rotation'], security: SECURITY };
  const named = params.extend({ window: z.string().max(400) });
  const list = createRoute({
    ...shared,
    method: 'get',
    path: `${path}/rotation-windows`,
    operationId: `list${name}RotationWindows`,
    summary: 'List the windows that apply there, and how many days hold by them',
    middleware: [authenticated] as const,
    request: { params, query: listRotationWindowsQuery },
    responses: { 200: answers('One page.', rotationWindowList), ...READ_REFUSALS },
  });
  const set = createRoute({
    ...shared,
    method: 'post',
    path: `${path}/rotation-windows`,
    operationId: `set${name}RotationWindow`,
    summary: 'Set how old secrets there may get',
    description:
      'Needs rotation:run; of a key of the console (`subject`, on the platform) what managing it needs. A stricter window holds at once. One of more days than hold there now is looser: it needs `reason` and `endsInDays` (else 422 `window_looser`), and holds once a second person has signed it.',
    middleware: [authenticated, jsonBody] as const,
    request: { params, body: takes(setRotationWindowBody) },
    responses: { 201: answers('It was set, or asked for.', rotationWindow), ...WRITE_REFUSALS },
  });
  const sign = createRoute({
    ...shared,
    method: 'post',
    path: `${path}/rotation-windows/{window}/sign`,
    operationId: `sign${name}RotationWindow`,
    summary: 'Sign a looser window that somebody else asked for',
    description:
      'Only a person may, and not the one who asked. For all secrets of a scope it needs members:manage there as well.',
    middleware: [authenticated] as const,
    request: { params: named },
    responses: { 200: answers('It holds.', rotationWindow), ...WRITE_REFUSALS },
  });
  const end = createRoute({
    ...shared,
    method: 'delete',
    path: `${path}/rotation-windows/{window}`,
    operationId: `end${name}RotationWindow`,
    summary: 'End a window, or take back one that was asked for',
    middleware: [authenticated] as const,
    request: { params: named },
    responses: { 204: { description: 'It has ended.' }, ...DELETION_REFUSALS },
  });
  return { list, set, sign, end };
}

export function addRotationWindows(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    const { list, set, sign, end } = routesOf(place);
    api.openapi(list, async (c) => {
      const query = c.req.valid('query');
      return c.json(await listRotationWindows(c.var.ctx, referenceOf(place, c), query), 200);
    });
    api.openapi(set, async (c) => {
      const input = c.req.valid('json');
      return c.json(await setRotationWindow(c.var.ctx, referenceOf(place, c), input), 201);
    });
    api.openapi(sign, async (c) => {
      const { window } = c.req.valid('param');
      return c.json(await signRotationWindow(c.var.ctx, referenceOf(place, c), window), 200);
    });
    api.openapi(end, async (c) => {
      await endRotationWindow(c.var.ctx, referenceOf(place, c), c.req.valid('param').window);
      return c.body(null, 204);
    });
  }
}
