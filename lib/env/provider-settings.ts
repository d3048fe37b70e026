// Where the console's own secrets are read from: known before they are, from plain variables alone.

import { z } from 'zod';
import { absoluteFolder } from './absolute-folder';
import { ENVIRONMENT_SCHEMA } from './environment-schema';

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const PROJECT = /^[a-z0-9:.-]{1,100}$/;
const PREFIX = /^[\w/.@+=-]{1,200}$/;

function isAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

const address = z
  .string()
  .refine(isAddress, { error: 'an address such as https://secretsmanager.eu-west-1.amazonaws.com' })
  .optional();

/** None of them is a secret. */
export const PROVIDER_SCHEMA = ENVIRONMENT_SCHEMA.pick({
  NODE_ENV: true,
  SECRET_PROVIDER: true,
  BACKEND_PRIVATE_HOSTS: true,
}).extend({
  SECRET_PROVIDER_PREFIX: z
    .string()
    .regex(PREFIX, { error: 'letters, digits and _ / . @ + = -, at most 200' })
    .optional(),
  SECRET_DIR: z.string().transform(absoluteFolder).optional(),
  AWS_REGION: z.string().regex(REGION, { error: 'a region such as eu-west-1' }).optional(),
  AWS_DEFAULT_REGION: z.string().regex(REGION, { error: 'a region such as eu-west-1' }).optional(),
  AWS_ENDPOINT_URL_SECRETS_MANAGER: address,
  AWS_ENDPOINT_URL: address,
  GOOGLE_CLOUD_PROJECT: z
    .string()
    .regex(PROJECT, { error: 'the id of a project, such as acme-production' })
    .optional(),
});

export interface ProviderSettings {
  readonly production: boolean;
  readonly provider: 'env' | 'aws' | 'gcp';
  /** Stands before each variable's name; Google's names have no slashes. */
  readonly prefix: string;
  /** Absolute; a mounted folder with a file for each name. */
  readonly secretDir: string | undefined;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly project: string | undefined;
  readonly backendPrivateHosts: readonly string[];
}

export function providerSettingsOf(env: z.output<typeof PROVIDER_SCHEMA>): ProviderSettings {
  const provider = env.SECRET_PROVIDER;
  return {
    production: env.NODE_ENV === 'production',
    provider,
    prefix: env.SECRET_PROVIDER_PREFIX ?? (provider === 'gcp' ? 'keystow-' : 'keystow/'),
    secretDir: env.SECRET_DIR,
    region: env.AWS_REGION ?? env.AWS_DEFAULT_REGION,
    endpoint: env.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? env.AWS_ENDPOINT_URL,
    project: env.GOOGLE_CLOUD_PROJECT,
    backendPrivateHosts: env.BACKEND_PRIVATE_HOSTS ?? [],
  };
}

/** What of it is missing for the provider that is named; undefined where nothing is. */
export function missingForProvider(settings: ProviderSettings) {
  if (settings.provider === 'aws' && settings.region === undefined) {
    return { variable: 'AWS_REGION', expected: 'a region such as eu-west-1, for SECRET_PROVIDER' };
  }
  if (settings.provider === 'gcp' && settings.project === undefined) {
    const expected = 'the id of a project, for SECRET_PROVIDER';
    return { variable: 'GOOGLE_CLOUD_PROJECT', expected };
  }
  return undefined;
}
