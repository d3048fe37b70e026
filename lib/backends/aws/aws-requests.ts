// How requests of the AWS SDK leave the console: to addresses that are let in, each answer within bounds.

import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import 'server-only';
import type { AddressRules } from '../network/allowed-address';
import { ANSWER_BYTES_MAX, answerTooLong } from '../network/ask';
import { type GuardedAgents, guardAddress } from '../network/guarded-agents';
import { CALL_MS_MAX } from '../network/time-limits';

/** Twenty values of 64 KiB, as base64 or as JSON text with much to escape. */
export const BATCH_BYTES_MAX = 8 * ANSWER_BYTES_MAX;

const CONNECT_MS_MAX = 3000;
const BATCH_TARGET = 'secretsmanager.BatchGetSecretValue';

/** The SDK follows no redirect; this one also checks where each request goes. */
export class GuardedHandler extends NodeHttpHandler {
  constructor(
    private readonly rules: AddressRules,
    agents: GuardedAgents,
  ) {
    super({
      httpAgent: agents.http,
      httpsAgent: agents.https,
      connectionTimeout: CONNECT_MS_MAX,
      requestTimeout: CALL_MS_MAX,
      throwOnRequestTimeout: true,
    });
  }

  override async handle(
    ...[request, options]: Parameters<NodeHttpHandler['handle']>
  ): ReturnType<NodeHttpHandler['handle']> {
    const { protocol, hostname, port } = request;
    guardAddress(new URL(`${protocol}//${hostname}${port ? `:${port}` : ''}`), this.rules);
    const given = await super.handle(request, options);
    const batch = request.headers['x-amz-target'] === BATCH_TARGET;
    const body = bounded(
      given.response.body as Readable,
      batch ? BATCH_BYTES_MAX : ANSWER_BYTES_MAX,
    );
    return { response: Object.assign(given.response, { body }) };
  }
}

function bounded(body: Readable, bytesMax: number): Readable {
  let length = 0;
  const limit = new Transform({
    transform(part: Buffer, _encoding, done) {
      length += part.byteLength;
      done(length > bytesMax ? answerTooLong('AWS Secrets Manager') : null, part);
    },
  });
  body.on('error', (error) => limit.destroy(error));
  body.on('aborted', () => limit.destroy(new Error('The answer was cut off.')));
  limit.on('close', () => body.destroy());
  return body.pipe(limit);
}
