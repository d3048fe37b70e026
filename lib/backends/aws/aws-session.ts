// A session at AWS Secrets Manager: whose credentials it has, which role it takes on, and each call's bounds.

import {
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Env } from '@/lib/env';
import { mayBePrivate, portOf } from '../network/allowed-address';
import { backendRules, guardAddress, guardedAgents } from '../network/guarded-agents';
import { persist } from '../network/persist';
import { SERVICE, awsFault } from './aws-fault';
import { GuardedHandler } from './aws-requests';

/** As the contract of connectors has checked them. */
export interface AwsSettings {
  readonly region: string;
  readonly identity: 'credentials' | 'own';
  readonly endpoint?: string;
  readonly roleArn?: string;
}

export interface AwsSession {
  /** Throws a `BackendFault`. `action` is the permission that it takes, such as `GetSecretValue`. */
  ask<T>(
    action: string,
    stop: AbortSignal,
    send: (client: SecretsManagerClient, options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T>;
  close(): void;
}

/**
 * Asks nothing yet. `stsEndpoint`: where a role is taken on. Throws `denied` where the operator does not lend
 * the console's own identity.
 */
export function openSession(
  settings: AwsSettings,
  credentials: Plaintext | null,
  env: Env,
  stsEndpoint = awsAddress('sts', settings),
): AwsSession {
  const rules = backendRules(env);
  const url = endpointOf(settings);
  guardAddress(url, rules);
  if (settings.identity === 'own')
    checkOwn(env, url, mayBePrivate(url.hostname, rules, portOf(url)));
  const agents = guardedAgents(rules);
  const shared = {
    region: settings.region,
    requestHandler: new GuardedHandler(rules, agents),
    maxAttempts: 1,
  };
  const given = settings.identity === 'own' ? undefined : keysOf(credentials);
  const client = new SecretsManagerClient({
    ...shared,
    endpoint: url.href,
    ...identityOf(settings, given, { ...shared, endpoint: stsEndpoint }),
  });
  return {
    ask: (action, stop, send) =>
      persist(SERVICE, stop, async (signal) => {
        try {
          return await send(client, { abortSignal: signal });
        } catch (error) {
          throw awsFault(error, `secretsmanager:${action}`, url.hostname);
        }
      }),
    close: () => {
      client.destroy();
      agents.close();
    },
  };
}

type Keys = NonNullable<Awaited<ReturnType<typeof keysOf>>>;

/** Without credentials the SDK looks for them where AWS documents it. */
function identityOf(
  { roleArn }: AwsSettings,
  given: Keys | undefined,
  shared: SecretsManagerClientConfig,
): Pick<SecretsManagerClientConfig, 'credentials'> {
  if (roleArn === undefined) return given ? { credentials: given } : {};
  const { region, requestHandler, maxAttempts, endpoint } = shared;
  return {
    credentials: fromTemporaryCredentials({
      ...(given && { masterCredentials: given }),
      params: { RoleArn: roleArn, RoleSessionName: 'keystow' },
      clientConfig: { region, requestHandler, maxAttempts, endpoint } as never,
    }),
  };
}

function keysOf(credentials: Plaintext | null) {
  const fields = credentials?.use(
    (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string>,
  );
  const { accessKeyId, secretAccessKey, sessionToken } = fields ?? {};
  if (!accessKeyId || !secretAccessKey) {
    throw new BackendFault('denied', 'Enter an access key and its secret for AWS.');
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** Always given, so that no variable or file of this machine sends credentials elsewhere. */
function endpointOf(settings: AwsSettings): URL {
  const text = settings.endpoint ?? awsAddress('secretsmanager', settings);
  if (!URL.canParse(text)) {
    throw new BackendFault('unreachable', 'Give an endpoint such as https://vpce.example.org.');
  }
  return new URL(text);
}

function awsAddress(service: 'secretsmanager' | 'sts', { region }: AwsSettings): string {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${service}.${region}.${suffix}`;
}

/** Of AWS there are hosts that anybody may rent. */
const SECRETS_MANAGER = /(^|\.)secretsmanager(-fips)?\.[a-z0-9-]+(\.vpce)?\.amazonaws\.com(\.cn)?$/;

/** Whom the console is at AWS is no connector's business to show to other hosts. */
function checkOwn(env: Env, { hostname }: URL, named: boolean): void {
  if (!env.backendOwnIdentity.includes('aws')) {
    throw new BackendFault(
      'denied',
      'The operator does not lend the console’s own identity: name aws in BACKEND_OWN_IDENTITY.',
    );
  }
  if (!named && !SECRETS_MANAGER.test(hostname)) {
    throw new BackendFault(
      'denied',
      'The console’s own identity is shown to AWS Secrets Manager alone.',
    );
  }
}
