// Imports over REST: a text comes in, verdicts go out; without `apply` nothing is written.

import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { importBody, importResult } from '@/lib/contracts/import';
import { IMPORT_BYTES_MAX } from '@/lib/domain/import/import-limits';
import { importSecrets } from '@/lib/services/secrets/import-secrets';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBodyUpTo } from './json-body';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

/** Twice the text, because line breaks and quotes are escaped in JSON, and the other fields. */
export const IMPORT_BODY_BYTES_MAX = 2 * IMPORT_BYTES_MAX + 64 * 1024;

const importedBody = jsonBodyUpTo(IMPORT_BODY_BYTES_MAX);

function routeOf({ path, name, params }: Place) {
  return createRoute({
    tags: ['secrets'],
    security: SECURITY,
    method: 'post',
    path: `${path}/secrets/import`,
    operationId: `import${name}Secrets`,
    summary: 'Review an import, or apply it',
    description:
      'Takes a .env, JSON, YAML or Docker text or Kubernetes Secrets. Without `apply` it is a dry run. With `apply` all rows are written that are not discarded, unchanged or repeated, or none when one of them is invalid.',
    middleware: [authenticated, importedBody] as const,
    request: { params, body: takes(importBody) },
    responses: { 200: answers('What becomes of each row.', importResult), ...WRITE_REFUSALS },
  });
}

export function addImport(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    api.openapi(routeOf(place), async (c) => {
      const input = c.req.valid('json');
      return c.json(await importSecrets(c.var.ctx, referenceOf(place, c), input), 200);
    });
  }
}
