// Secrets over REST, the same for every kind of scope: values come in, none goes out.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  deleteSecretQuery,
  listSecretsQuery,
  putSecretBody,
  secretList,
  secretSummary,
} from '@/lib/contracts/secret';
import { checkSecretName } from '@/lib/domain/secret-name';
import { deleteSecret } from '@/lib/services/secrets/delete-secret';
import { listSecrets } from '@/lib/services/secrets/list-secrets';
import { saveSecret } from '@/lib/services/secrets/save-secret';
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
import { readPrecondition, versionTag } from './precondition';
import { readSecretBody } from './read-secret-body';
import { ETAG, PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

function routesOf({ path, name, params }: Place) {
  const shared = { tags: ['secrets'], security: SECURITY };
  const put = createRoute({
    ...shared,
    method: 'post',
    path: `${path}/secrets`,
    operationId: `put${name}Secret`,
    summary: 'Create or replace a secret',
    description:
      'Send one of `value` (text, or the parts of a structured type), `valueBase64` (bytes), `aliasOf` (another secret in reach, whose value is delivered under this name) and `reference` (a value at an external backend, through a connector in reach). A value with a reference is written there first, where the connector may. The answer describes the secret; no answer holds a value.',
    middleware: [authenticated, jsonBody] as const,
    request: {
      params,
      headers: z.object({
        'if-match': z.string().optional(),
        'if-none-match': z.string().optional(),
      }),
      body: takes(putSecretBody),
    },
    responses: {
      200: { ...answers('A new version is current.', secretSummary), headers: ETAG },
      201: { ...answers('It was created.', secretSummary), headers: ETAG },
      ...WRITE_REFUSALS,
    },
  });
  const list = createRoute({
    ...shared,
    method: 'get',
    path: `${path}/secrets`,
    operationId: `list${name}Secrets`,
    summary: 'List names and metadata',
    description:
      'All filters must fit. The cursor of a page is for lists in the same order; by name, it is the last name.',
    middleware: [authenticated] as const,
    request: { params, query: listSecretsQuery },
    responses: { 200: answers('One page.', secretList), ...READ_REFUSALS },
  });
  const remove = createRoute({
    ...shared,
    method: 'delete',
    path: `${path}/secrets/{key}`,
    operationId: `delete${name}Secret`,
    summary: 'Move a secret to the bin',
    description:
      'Refused with 409 and the issue `has_dependents` while aliases deliver its value, unless `confirm` repeats its name. A value at an external backend stays there, unless `backend=true`, which is refused with `place_in_use` while another secret has its value at the same place.',
    middleware: [authenticated] as const,
    request: {
      params: params.extend({ key: z.string() }),
      query: deleteSecretQuery,
      headers: z.object({ 'if-match': z.string().optional() }),
    },
    responses: { 204: { description: 'It is in the bin.' }, ...DELETION_REFUSALS },
  });
  return { put, list, remove };
}

export function addSecrets(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    const { put, list, remove } = routesOf(place);
    api.openapi(put, async (c) => {
      const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = c.req.valid('header');
      const input = readSecretBody(c.req.valid('json'));
      const ifVersion = readPrecondition(ifMatch, input.ifVersion, ifNoneMatch);
      const guarded = { ...input, ifVersion };
      const reference = referenceOf(place, c);
      const outcome = await saveSecret(c.var.ctx, reference, guarded);
      c.header('ETag', versionTag(outcome.secret.version));
      return c.json(outcome.secret, outcome.created ? 201 : 200);
    });
    api.openapi(list, async (c) =>
      c.json(await listSecrets(c.var.ctx, referenceOf(place, c), c.req.valid('query')), 200),
    );
    api.openapi(remove, async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      const ifVersion = readPrecondition(c.req.valid('header')['if-match'], undefined);
      const { confirm, backend } = c.req.valid('query');
      const deletion = { confirm, ifVersion, atBackend: backend === 'true' };
      await deleteSecret(c.var.ctx, referenceOf(place, c), key, deletion);
      return c.body(null, 204);
    });
  }
}
