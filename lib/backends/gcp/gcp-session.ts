// A session at Google Secret Manager: its REST interface, version 1, and what its answers have in common.

import 'server-only';
import { BackendFault, type BackendFaultCode } from '@/lib/domain/backend';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Env } from '@/lib/env';
import { mayBePrivate, portOf } from '../network/allowed-address';
import { type Answer, ask } from '../network/ask';
import { backendRules, guardAddress, guardedAgents } from '../network/guarded-agents';
import { persist, retryAfterSeconds } from '../network/persist';
import { type Identity, ownIdentity, serviceAccount } from './gcp-identity';

export const SERVICE = 'Google Secret Manager';

/** As the contract of connectors has checked them. */
export interface GcpSettings {
  readonly project: string;
  readonly identity: 'credentials' | 'own';
  readonly endpoint?: string;
}

export type GcpObject = Readonly<Record<string, unknown>>;

export interface GcpSession {
  readonly project: string;
  /** `path` stands behind `/v1/`. Throws a `BackendFault`. */
  ask(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    stop: AbortSignal,
    body?: GcpObject,
  ): Promise<GcpObject>;
  close(): void;
}

/** Asks nothing yet. Throws `denied` where the operator does not lend the console's own identity. */
export function openSession(
  { project, identity, endpoint }: GcpSettings,
  credentials: Plaintext | null,
  env: Env,
): GcpSession {
  const rules = backendRules(env);
  const base = baseOf(endpoint ?? 'https://secretmanager.googleapis.com');
  guardAddress(base, rules);
  if (identity === 'own') checkOwn(env, base, mayBePrivate(base.hostname, rules, portOf(base)));
  const authorization: Identity = identity === 'own' ? ownIdentity() : serviceAccount(credentials);
  const line = { service: SERVICE, rules, agents: guardedAgents(rules) };
  return {
    project,
    ask: (method, path, stop, body) =>
      persist(SERVICE, stop, async (signal) => {
        const headers = { authorization: await authorization(), accept: 'application/json' };
        const url = new URL(`/v1/${path}`, base);
        const question = { method, url, headers, ...(body && jsonBody(headers, body)) };
        return objectOf(await ask(line, question, signal));
      }),
    close: () => line.agents.close(),
  };
}

function jsonBody(headers: Readonly<Record<string, string>>, body: GcpObject) {
  return {
    headers: { ...headers, 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

function baseOf(address: string): URL {
  if (URL.canParse(address)) return new URL(address);
  throw new BackendFault('unreachable', 'Give an endpoint such as https://psc.example.org.');
}

/** Who the console is at Google is good for all of Google, so that no other host is shown it. */
function checkOwn(env: Env, { hostname }: URL, named: boolean): void {
  if (!env.backendOwnIdentity.includes('gcp')) {
    throw new BackendFault(
      'denied',
      'The operator does not lend the console’s own identity: name gcp in BACKEND_OWN_IDENTITY.',
    );
  }
  if (!named && !hostname.endsWith('.googleapis.com')) {
    throw new BackendFault('denied', 'The console’s own identity is shown to Google alone.');
  }
}

type Meaning = readonly [BackendFaultCode, string];

/** By google.rpc.Code, as the field `error.status` of an answer. */
const MEANINGS: ReadonlyMap<unknown, Meaning> = new Map<unknown, Meaning>([
  ['NOT_FOUND', ['absent', 'has nothing there, or not that version: correct the reference.']],
  [
    'FAILED_PRECONDITION',
    ['absent', 'has that version disabled or destroyed: enable another one.'],
  ],
  ['INVALID_ARGUMENT', ['absent', 'does not take this name or version: correct the reference.']],
  ['OUT_OF_RANGE', ['absent', 'does not go on from there: begin the list anew.']],
  ['ALREADY_EXISTS', ['denied', 'has had that secret made by somebody else: try again.']],
  ['ABORTED', ['denied', 'has had that secret changed by somebody else: try again.']],
]);

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: ['denied', 'does not accept these credentials: enter a key that is valid there.'],
  403: [
    'denied',
    'refuses this: give that identity a role for the secret, such as Secret Accessor.',
  ],
  408: ['unreachable', 'has a fault of its own: try again later.'],
  429: ['throttled', 'is asked too often: try again later, or ask Google for a larger quota.'],
};

function objectOf({ status, headers, body }: Answer): GcpObject {
  const json = parsed(body);
  if (status >= 200 && status < 300 && json) return json;
  const [code, text] = meaningOf(status, json);
  const after = code === 'throttled' ? retryAfterSeconds(headers['retry-after']) : undefined;
  throw new BackendFault(code, `${SERVICE} ${text}`, after);
}

function meaningOf(status: number, json: GcpObject | null): Meaning {
  const known = BY_STATUS[status];
  if (known) return known;
  if (status >= 500) return ['unreachable', 'has a fault of its own: try again later.'];
  if (status >= 300 && status < 400) {
    return ['unreachable', 'sends elsewhere, which is not followed: correct the address.'];
  }
  const error = memberObject(json?.['error']);
  const named = status >= 400 ? MEANINGS.get(error?.['status']) : undefined;
  return (
    named ?? [
      'malformed',
      'answered what is not in its documentation: see whether the address is right.',
    ]
  );
}

function parsed(body: Buffer): GcpObject | null {
  try {
    return memberObject(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  } catch {
    return null;
  }
}

/** Null for anything that is no JSON object. */
export function memberObject(value: unknown): GcpObject | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as GcpObject) : null;
}

export function malformed(what: string): BackendFault {
  return new BackendFault('malformed', `${SERVICE} answered ${what}.`);
}
