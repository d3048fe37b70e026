// A strict Google Secret Manager on loopback: the calls of its REST API v1 that are used here, and no others.

import { type Call, type LoopbackServer, startLoopback } from './loopback-server';
import {
  type GcpSecret,
  type GcpState,
  GcpRefusal,
  answerGcp,
  invalid,
} from './strict-gcp-secrets';

/** For Google's own client, which needs an `authClient` with `GCP_ACCESS_TOKEN` besides. */
export interface GcpClientOptions {
  readonly apiEndpoint: string;
  readonly port: number;
  readonly protocol: 'http';
  readonly fallback: 'rest';
}

export const GCP_ACCESS_TOKEN = 'ya29.access-token-of-the-tests';

export interface StrictGcp extends LoopbackServer {
  readonly clientOptions: GcpClientOptions;
  /** Answers for these resource names, and what is below them, are 403. */
  readonly denied: Set<string>;
  /** What `access` says instead of the right checksum; null: the right one. */
  tamperedCrc32c: string | null;
  /** Whose `Authorization` it takes besides `GCP_ACCESS_TOKEN`; null: nobody's. */
  accepts: ((authorization: string) => boolean) | null;
  setState(versionName: string, state: GcpState): void;
}

/** The client asks for enumerations as numbers; this server takes the liberty of names, as JSON allows. */
const SYSTEM_PARAMETERS = ['$alt', 'alt'];

export async function startStrictGcp(): Promise<StrictGcp> {
  const secrets = new Map<string, GcpSecret>();
  const settings: Settings = { denied: new Set<string>(), tamperedCrc32c: null, accepts: null };
  const server = await startLoopback((call, body, _request, response) => {
    const [status, answer] = answered(secrets, settings, call, body);
    response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
    response.end(JSON.stringify(answer));
  });
  const { hostname, port } = new URL(server.url);
  return Object.assign(settings, server, {
    clientOptions: {
      apiEndpoint: hostname,
      port: Number(port),
      protocol: 'http',
      fallback: 'rest',
    } as const,
    setState: (versionName: string, state: GcpState) => {
      const all = [...secrets.values()].flatMap(({ versions }) => versions);
      const version = all.find(({ name }) => name === versionName);
      if (!version) throw new Error(`There is no ${versionName}.`);
      version.state = state;
    },
  });
}

type Settings = Pick<StrictGcp, 'denied' | 'tamperedCrc32c' | 'accepts'>;

function answered(
  secrets: Map<string, GcpSecret>,
  settings: Settings,
  call: Call,
  body: Buffer,
): [number, unknown] {
  try {
    const { pathname, searchParams: query } = new URL(call.path, 'http://gcp');
    const path = decodeURIComponent(pathname);
    const { authorization = '' } = call.headers;
    if (authorization !== `Bearer ${GCP_ACCESS_TOKEN}` && !settings.accepts?.(authorization)) {
      throw new GcpRefusal(
        401,
        'UNAUTHENTICATED',
        'Request had invalid authentication credentials.',
      );
    }
    for (const name of SYSTEM_PARAMETERS) query.delete(name);
    const name = path.slice('/v1/'.length);
    if (!path.startsWith('/v1/')) throw new GcpRefusal(404, 'NOT_FOUND', 'Method not found.');
    if ([...settings.denied].some((one) => covers(one, name))) {
      throw new GcpRefusal(403, 'PERMISSION_DENIED', `Permission denied on resource '${name}'.`);
    }
    return [
      200,
      answerGcp(secrets, settings.tamperedCrc32c, name, { call, query, json: jsonOf(body) }),
    ];
  } catch (error) {
    if (!(error instanceof GcpRefusal)) throw error;
    const { code, message, status } = error;
    return [code, { error: { code, message, status } }];
  }
}

/** A resource, what is below it, and what is done with it. */
function covers(resource: string, name: string): boolean {
  return (
    name === resource || (name.startsWith(resource) && /^[/:]/.test(name.slice(resource.length)))
  );
}

function jsonOf(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString()) as Record<string, unknown>;
  } catch {
    throw invalid('Invalid JSON payload received.');
  }
}
