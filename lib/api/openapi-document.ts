// The OpenAPI 3.1 document, made from the same schemas that check the requests.

import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import type { ApiEnvironment } from './api-environment';

const DESCRIPTION = `Values come in, none goes out: no answer of this API holds the value of a secret.

Every \`{id}\` takes an id (\`app_…\`), a dotted path of slugs (\`payments.production.billing\`) or a slug
that is unambiguous among what you may see. Errors are problem details (RFC 9457) with a stable
\`code\`, JSON pointers to the fields, and the request's id; they never repeat what was sent. Bodies
are UTF-8 JSON without duplicate names; unknown fields are refused.`;

/** Adds `GET /openapi.json`, open to everybody: it is the same for every installation. */
export function addDocument(api: OpenAPIHono<ApiEnvironment>): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearerToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'A machine token, `kst_…`.',
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'keystow.session',
    description: 'A browser session. Writes need an `Origin` equal to the console’s own.',
  });
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: '/openapi.json',
    operationId: 'getDocument',
    tags: ['document'],
    summary: 'This document',
    security: [],
    responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': {} } } },
  });
  let document: object | undefined;
  api.get('/openapi.json', (c) => {
    document ??= api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Keystow', version: '1', description: DESCRIPTION },
    });
    return c.json(document);
  });
}
