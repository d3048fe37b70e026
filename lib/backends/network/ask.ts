// One question to a backend that speaks HTTP: nothing is followed, and no answer is read beyond 1 MiB.

import { request as plainRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { AddressRules } from './allowed-address';
import { type GuardedAgents, connectionFault, guardAddress } from './guarded-agents';

export const ANSWER_BYTES_MAX = 1024 * 1024;

export interface Question {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Line {
  /** Of messages, such as `Vault`. */
  readonly service: string;
  readonly rules: AddressRules;
  readonly agents: GuardedAgents;
}

/**
 * Any status is an answer. Throws `denied` for addresses that are not let in, `unreachable` for connections
 * that fail or end early, `malformed` for answers over 1 MiB.
 */
export async function ask(
  { service, rules, agents }: Line,
  { method, url, headers, body }: Question,
  signal: AbortSignal,
): Promise<Answer> {
  guardAddress(url, rules);
  const tls = url.protocol === 'https:';
  const options = {
    method,
    agent: tls ? agents.https : agents.http,
    signal,
    headers: {
      'user-agent': 'keystow',
      ...(body && { 'content-length': body.byteLength }),
      ...headers,
    },
  };
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = (tls ? tlsRequest : plainRequest)(url, options, resolve);
      request.on('error', reject);
      request.end(body);
    });
    const { statusCode: status = 0 } = response;
    return { status, headers: response.headers, body: await bodyOf(response, service) };
  } catch (error) {
    throw connectionFault(service, url.hostname, error);
  }
}

async function bodyOf(response: IncomingMessage, service: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.byteLength;
    if (length > ANSWER_BYTES_MAX) throw answerTooLong(service);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

export function answerTooLong(service: string): BackendFault {
  return new BackendFault('malformed', `${service} answered with more than 1 MiB.`);
}
