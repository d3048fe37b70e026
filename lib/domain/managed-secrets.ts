// The console's own secrets by name: what each is for, who reads it and when, and what a change of it costs.

import type { ManagedForm, ManagedSecret } from './managed-secret';
import { SECRETS_READ } from './secrets-read';

const recognized = (
  name: string,
  form: ManagedForm,
  facts: Pick<ManagedSecret, 'purpose' | 'readBy' | 'rotating'>,
): ManagedSecret => ({
  ...facts,
  name,
  form,
  use: 'recognized',
  required: 'no; Keystow itself does not read it',
  when: 'as the program that reads it says',
});

const AS_READER = 'The program that reads it needs the new one at the same time.';

const RECOGNIZED = (
  [
    [
      'POSTGRES_PASSWORD',
      'password',
      'The password that a PostgreSQL container starts with.',
      'PostgreSQL',
    ],
    ['REDIS_URL', 'address', 'Where Redis is. Keystow keeps nothing in Redis.', 'other programs'],
    [
      'CONTROL_PLANE_SECRET_KEY',
      'key',
      'The key of a control plane beside this console.',
      'the control plane',
    ],
    [
      'SENDGRID_API_KEY',
      'password',
      'Sends mail through SendGrid. Keystow sends its own by SMTP_URL.',
      'other programs',
    ],
    [
      'SCIM_BEARER_TOKEN',
      'password',
      'Lets an identity provider keep accounts by SCIM, which Keystow does not offer.',
      'other programs',
    ],
    [
      'STORAGE_S3_SECRET_KEY',
      'password',
      'Writes artifacts to S3. Keystow stores no artifacts.',
      'other programs',
    ],
    [
      'STORAGE_GCS_CREDENTIALS_JSON',
      'document',
      'Writes artifacts to Google Cloud Storage. Keystow stores no artifacts.',
      'other programs',
    ],
    [
      'STORAGE_AZURE_CONNECTION_STRING',
      'document',
      'Writes artifacts to Azure. Keystow stores no artifacts.',
      'other programs',
    ],
    [
      'OPENAI_API_KEY',
      'password',
      'Asks models of OpenAI. Keystow asks none.',
      'workers and agents',
    ],
  ] as const
).map(([name, form, purpose, readBy]) =>
  recognized(name, form, { purpose, readBy, rotating: AS_READER }),
);

/** Every name that is known beforehand, in the order in which people look for them. */
export const MANAGED_SECRETS: readonly ManagedSecret[] = [...SECRETS_READ, ...RECOGNIZED];

/** Names of model keys, of which there may be any number: `llm_api_key/control_plane` is one. */
export const MODEL_KEY = /^LLM_API_KEY_[A-Z0-9_]{1,80}$/;

export function modelKey(name: string): ManagedSecret {
  return recognized(name, 'password', {
    purpose: 'A key for a model, by the name of what uses it.',
    readBy: 'workers and agents',
    rotating: AS_READER,
  });
}

/** What an operator added to the catalogue. */
export function addedSecret(name: string, purpose: string): ManagedSecret {
  return recognized(name, 'password', { purpose, readBy: 'other programs', rotating: AS_READER });
}

export function catalogued(name: string): ManagedSecret | undefined {
  const known = MANAGED_SECRETS.find((one) => one.name === name);
  return known ?? (MODEL_KEY.test(name) ? modelKey(name) : undefined);
}

/** `llm_api_key/control_plane` is `LLM_API_KEY_CONTROL_PLANE`; a name without slashes stays as it is. */
export function nameOfManaged(given: string): string {
  return given.includes('/') ? given.replaceAll(/[/.-]/g, '_').toUpperCase() : given;
}

/** As an environment variable may be called. */
export const MANAGED_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
