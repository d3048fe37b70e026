// Names and metadata of a scope as a file; values are in none of them.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { EXPORT_FORMATS, exportQuery, secretExport } from '@/lib/contracts/export';
import type { ExportFormat } from '@/lib/contracts/export';
import { exportNames } from '@/lib/services/secrets/export-names';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { READ_REFUSALS, SECURITY } from './describe-route';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

const FILE: Readonly<Record<ExportFormat, { readonly type: string; readonly ending: string }>> = {
  json: { type: 'application/json', ending: 'json' },
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  dotenv: { type: 'text/plain; charset=utf-8', ending: 'env' },
};

function routeOf({ path, name, params }: Place) {
  return createRoute({
    tags: ['secrets'],
    security: SECURITY,
    method: 'get',
    path: `${path}/secrets/export`,
    operationId: `export${name}Secrets`,
    summary: 'Export names and metadata, without values',
    description: `As ${EXPORT_FORMATS.join(', ')}; the last is a template with empty values.`,
    middleware: [authenticated] as const,
    request: { params, query: exportQuery },
    responses: {
      200: {
        description: 'All names of the scope, in their order.',
        content: {
          'application/json': { schema: secretExport },
          'text/csv': { schema: z.string() },
          'text/plain': { schema: z.string() },
        },
      },
      ...READ_REFUSALS,
    },
  });
}

export function addExport(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    api.openapi(routeOf(place), async (c) => {
      const { format = 'json' } = c.req.valid('query');
      const { type, ending } = FILE[format];
      const { text, path } = await exportNames(c.var.ctx, referenceOf(place, c), format);
      const headers = {
        'Content-Type': type,
        'Content-Disposition': `attachment; filename="${path}.${ending}"`,
      };
      return new Response(text, { status: 200, headers });
    });
  }
}
