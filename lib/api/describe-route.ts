// What all routes share in the OpenAPI document: who may call them and how they refuse.

import 'server-only';
import { problem } from '@/lib/contracts/problem';

/** Names of the security schemes; either one is enough. */
export const SECURITY = [{ bearerToken: [] }, { session: [] }];

const REFUSALS = {
  400: 'The request cannot be read, or a field is missing, unknown or of the wrong type.',
  401: 'Nobody is signed in and there is no valid token.',
  403: 'Known, but not allowed.',
  404: 'Not there, or not for the caller to know of.',
  409: 'Conflicts with what is stored, or the name stands for several scopes.',
  413: 'The value or the body is too large.',
  415: 'The body is not application/json.',
  422: 'A rule is broken.',
  423: 'The console is locked.',
  429: 'Too many attempts from this address.',
  500: 'Unexpected error.',
  503: 'The database, or an external backend, is away; try again.',
} as const;

type Status = keyof typeof REFUSALS;

const ALWAYS = [401, 403, 404, 500, 503] as const;
const OF_READS = [400, 409] as const;
const OF_WRITES = [...OF_READS, 413, 415, 422, 423] as const;
const OF_DELETIONS = [...OF_READS, 422, 423] as const;

type Refusal = {
  readonly description: string;
  readonly content: { 'application/problem+json': { schema: typeof problem } };
};

function refusals<S extends Status>(statuses: readonly S[]): Record<S, Refusal> {
  const entries = statuses.map((status): [S, Refusal] => [
    status,
    {
      description: REFUSALS[status],
      content: { 'application/problem+json': { schema: problem } },
    },
  ]);
  return Object.fromEntries(entries) as Record<S, Refusal>;
}

export const READ_REFUSALS = refusals([...ALWAYS, ...OF_READS]);
export const WRITE_REFUSALS = refusals([...ALWAYS, ...OF_WRITES]);
/** Of the routes that are open to whoever holds a link. */
export const LINK_REFUSALS = refusals([400, 404, 409, 413, 415, 422, 423, 429, 500, 503]);
export const DELETION_REFUSALS = refusals([...ALWAYS, ...OF_DELETIONS]);

/** A JSON answer of `schema`. */
export function answers<S>(description: string, schema: S) {
  return { description, content: { 'application/json': { schema } } };
}

/** A JSON body of `schema`, always needed. */
export function takes<S>(schema: S) {
  return { required: true, content: { 'application/json': { schema } } };
}
