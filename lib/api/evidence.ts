// Evidence packs over REST: signed files, for programs or for people.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { evidencePeriodQuery, evidenceQuery } from '@/lib/contracts/evidence';
import type { EvidenceQuery } from '@/lib/contracts/evidence';
import type { MadePack } from '@/lib/services/evidence/make-pack';
import { packLeak } from '@/lib/services/evidence/pack-leak';
import { packPeriod } from '@/lib/services/evidence/pack-period';
import { packRun } from '@/lib/services/evidence/pack-run';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { READ_REFUSALS, SECURITY } from './describe-route';

const shared = {
  tags: ['evidence'],
  security: SECURITY,
  responses: {
    200: {
      description: 'A signed pack: `keystow evidence verify` says what it is worth.',
      content: {
        'application/json': { schema: z.string() },
        'text/html': { schema: z.string() },
      },
    },
    ...READ_REFUSALS,
  },
};

export function addEvidence(api: OpenAPIHono<ApiEnvironment>): void {
  const ofRun = createRoute({
    ...shared,
    method: 'get',
    middleware: [authenticated] as const,
    path: '/rotation/runs/{run}/evidence-pack',
    operationId: 'exportRotationEvidence',
    summary: 'The evidence of a closed rotation',
    request: { params: z.object({ run: z.string().max(40) }), query: evidenceQuery },
  });
  const ofLeak = createRoute({
    ...shared,
    method: 'get',
    middleware: [authenticated] as const,
    path: '/leaks/{case}/evidence-pack',
    operationId: 'exportLeakEvidence',
    summary: 'The evidence of a closed leak case',
    request: { params: z.object({ case: z.string().max(40) }), query: evidenceQuery },
  });
  const ofPeriod = createRoute({
    ...shared,
    method: 'get',
    middleware: [authenticated] as const,
    path: '/rotation/evidence-pack',
    operationId: 'exportPeriodEvidence',
    summary: 'The evidence of all that was closed within a time',
    request: { query: evidencePeriodQuery },
  });
  api.openapi(ofRun, async (c) => {
    const { run } = c.req.valid('param');
    return answered(await packRun(c.var.ctx, run), c.req.valid('query'));
  });
  api.openapi(ofLeak, async (c) => {
    const { case: named } = c.req.valid('param');
    return answered(await packLeak(c.var.ctx, named), c.req.valid('query'));
  });
  api.openapi(ofPeriod, async (c) => {
    const query = c.req.valid('query');
    return answered(await packPeriod(c.var.ctx, query), query);
  });
}

function answered({ name, json, html }: MadePack, { format = 'json' }: EvidenceQuery): Response {
  const type = format === 'json' ? 'application/json' : 'text/html; charset=utf-8';
  const headers = {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}.${format}"`,
  };
  return new Response(format === 'json' ? json : html, { status: 200, headers });
}
