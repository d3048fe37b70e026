// Calls the REST application as programs and browsers do, without a network between.

import { createApi } from '@/lib/api/app';
import type { Api } from '@/lib/api/app';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Database } from '@/lib/db/connection/database';
import type { Installation } from '@/lib/services/context';
import { createLog } from '@/lib/services/log';
import { testInstallation } from './installation';
import { makeOrganization, makeToken } from './organization';
import type { TestOrganization } from './organization';

export const CONSOLE_ORIGIN = 'http://localhost:3000';

/** Who sends a request: a token's text, or a session by its Cookie header. */
export type Sender = { readonly token: string } | { readonly cookie: string } | null;

export interface Call {
  /** Sent as JSON, or as it is when it is text, bytes or a stream. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed where the answer is JSON. */
  readonly json: Record<string, unknown>;
}

export type Send = (sender: Sender, method: string, path: string, call?: Call) => Promise<Answer>;

/** The application on `installation`, and the lines it logs. Paths are those below `/api/v1`. */
export function restOf(installation: () => Promise<Installation>): {
  api: Api;
  send: Send;
  lines: string[];
} {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const api = createApi(installation, log);
  const send: Send = async (sender, method, path, call = {}) => {
    const answer = await api.request(`${CONSOLE_ORIGIN}/api/v1${path}`, {
      method,
      headers: { host: 'localhost:3000', ...senderHeaders(sender), ...bodyHeaders(call) },
      ...bodyOf(call),
    });
    const text = await textOf(answer);
    const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
    const json = isJson && text !== '' ? (JSON.parse(text) as Answer['json']) : {};
    return { status: answer.status, headers: answer.headers, text, json };
  };
  return { api, send, lines };
}

/** Of a stream of events, which does not end by itself, what it begins with. */
async function textOf(answer: Response): Promise<string> {
  if (answer.headers.get('content-type') !== 'text/event-stream') return answer.text();
  const reader = answer.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

export interface Rest {
  readonly installation: Installation;
  readonly organization: TestOrganization;
  /** A token of the whole organization with all permissions. */
  readonly machine: { readonly token: string };
  readonly api: Api;
  readonly send: Send;
  readonly lines: string[];
}

/** A console with one organization on `database`. */
export async function openRest(
  database: Database,
  settings: Readonly<Record<string, string>> = {},
): Promise<Rest> {
  const installation = await testInstallation(database, settings);
  const organization = await makeOrganization(installation);
  const machine = { token: await makeToken(organization) };
  return { installation, organization, machine, ...restOf(async () => installation) };
}

/** The organization as a scope, in the shape that grants take. */
export async function platformOf({ send, machine }: Rest): Promise<ScopeSummary> {
  const { json } = await send(machine, 'GET', '/scopes');
  return (json['items'] as ScopeSummary[]).find((one) => one.kind === 'organization')!;
}

function senderHeaders(sender: Sender): Record<string, string> {
  if (sender === null) return {};
  if ('token' in sender) return { authorization: `Bearer ${sender.token}` };
  return { cookie: sender.cookie, origin: CONSOLE_ORIGIN };
}

function bodyHeaders({ body, headers }: Call): Record<string, string> {
  return { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
}

function bodyOf({ body }: Call): RequestInit {
  if (body === undefined) return {};
  if (body instanceof ReadableStream) return { body, duplex: 'half' } as RequestInit;
  const asIs = typeof body === 'string' || body instanceof Uint8Array;
  return { body: asIs ? (body as BodyInit) : JSON.stringify(body) };
}
