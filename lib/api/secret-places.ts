// Where secrets live: the four kinds of scope, and how a path names one.

import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import 'server-only';
import { scopeReference } from '@/lib/contracts/scope';
import { PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import type { ScopeReference } from '@/lib/services/access/authorize';

/** Each kind of scope, and under which path its secrets are. */
export const PLACES = [
  { kind: 'organization', path: '/platform', name: 'Platform', params: z.object({}) },
  { kind: 'team', path: '/teams/{id}', name: 'Team', params: z.object({ id: scopeReference }) },
  {
    kind: 'workspace',
    path: '/workspaces/{id}',
    name: 'Workspace',
    params: z.object({ id: scopeReference }),
  },
  { kind: 'app', path: '/apps/{id}', name: 'App', params: z.object({ id: scopeReference }) },
] as const;

export type Place = (typeof PLACES)[number];

/** The `ETag` of an answer that describes a secret. */
export const ETAG = {
  ETag: {
    description: 'The current version, for `If-Match`.',
    schema: { type: 'string' as const },
  },
};

/** The scope that the request's path names. */
export function referenceOf({ kind }: Place, c: Context): ScopeReference {
  if (kind === 'organization') return PLATFORM_SCOPE;
  return { kinds: [kind], ref: c.req.param('id') ?? '' };
}
