// Which credentials a connector takes: it goes by its kind and by how it signs in.

import type { ExternalBackend } from './backend';

export interface CredentialFields {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

type Settings = Readonly<Record<string, unknown>>;

const NONE: CredentialFields = { required: [], optional: [] };

const FIELDS: Readonly<Record<ExternalBackend, (settings: Settings) => CredentialFields>> = {
  aws: () => ({ required: ['accessKeyId', 'secretAccessKey'], optional: ['sessionToken'] }),
  gcp: () => ({ ...NONE, required: ['serviceAccountKey'] }),
  vault: ({ auth }) => ({ ...NONE, required: [auth === 'approle' ? 'secretId' : 'token'] }),
  env: () => NONE,
};

/** None where the console acts as itself. */
export function credentialFields(kind: ExternalBackend, settings: Settings): CredentialFields {
  const own = settings['identity'] === 'own' || settings['auth'] === 'own';
  return own ? NONE : FIELDS[kind](settings);
}
