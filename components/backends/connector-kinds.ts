// What each kind of backend is called, what it needs, and which fields its form has.

import type { Connector } from '@/lib/contracts/connector';

export type Kind = Connector['kind'];

interface TextSetting {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: true;
  readonly start?: string;
  /** Shown only where the choice is one of these. */
  readonly where?: readonly string[];
}

interface KindFacts {
  readonly label: string;
  /** What it needs, in one sentence. */
  readonly needs: string;
  /** What the operator has to allow, in one sentence. */
  readonly operator: string;
  /** The setting that says how it signs in, or where it reads. */
  readonly choice: {
    readonly name: string;
    readonly label: string;
    readonly choices: readonly [Choice, ...Choice[]];
  };
  readonly settings: readonly TextSetting[];
  readonly credentials: Readonly<Record<string, string>>;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

const OWN = 'the console’s own, as its operator lends it';
const ENDPOINT: TextSetting = {
  name: 'endpoint',
  label: 'Endpoint',
  optional: true,
  hint: 'A whole address, in place of the service’s own.',
};

export const KINDS: Readonly<Record<Kind, KindFacts>> = {
  vault: {
    label: 'Vault or OpenBao (KV v2)',
    needs: 'its address, and a token or an AppRole that may read the paths.',
    operator: 'An address on a private network is allowed by BACKEND_PRIVATE_HOSTS.',
    choice: {
      name: 'auth',
      label: 'Signs in with',
      choices: [
        { value: 'token', label: 'a token' },
        { value: 'approle', label: 'an AppRole' },
        { value: 'own', label: OWN },
      ],
    },
    settings: [
      { name: 'address', label: 'Address', hint: 'Such as https://vault.example.org:8200.' },
      { name: 'mount', label: 'Mount', start: 'secret' },
      { name: 'namespace', label: 'Namespace', optional: true },
      { name: 'roleId', label: 'Role id', where: ['approle'] },
      { name: 'rolePath', label: 'Path of AppRole', start: 'approle', where: ['approle'] },
    ],
    credentials: { token: 'Token', secretId: 'Secret id' },
  },
  aws: {
    label: 'AWS Secrets Manager',
    needs: 'a region, and an access key that may read the secrets.',
    operator: 'The console’s own identity is lent by BACKEND_OWN_IDENTITY.',
    choice: {
      name: 'identity',
      label: 'Signs in with',
      choices: [
        { value: 'credentials', label: 'an access key' },
        { value: 'own', label: OWN },
      ],
    },
    settings: [
      { name: 'region', label: 'Region', hint: 'Such as eu-central-1.' },
      { name: 'roleArn', label: 'Role to take on', optional: true, hint: 'An ARN.' },
      ENDPOINT,
    ],
    credentials: {
      accessKeyId: 'Access key id',
      secretAccessKey: 'Secret access key',
      sessionToken: 'Session token',
    },
  },
  gcp: {
    label: 'Google Secret Manager',
    needs: 'a project, and the JSON key of a service account that may read its secrets.',
    operator: 'The console’s own identity is lent by BACKEND_OWN_IDENTITY.',
    choice: {
      name: 'identity',
      label: 'Signs in with',
      choices: [
        { value: 'credentials', label: 'a service account’s key' },
        { value: 'own', label: OWN },
      ],
    },
    settings: [{ name: 'project', label: 'Project' }, ENDPOINT],
    credentials: { serviceAccountKey: 'Key of the service account' },
  },
  env: {
    label: 'The console’s environment',
    needs: 'variables, a dotenv file or a mounted folder on the console’s own machine.',
    operator: 'The operator names them in ENV_BACKEND_NAMES and ENV_BACKEND_PATHS.',
    choice: {
      name: 'source',
      label: 'Reads',
      choices: [
        { value: 'process', label: 'variables of the console' },
        { value: 'file', label: 'a dotenv file' },
        { value: 'folder', label: 'a folder with a file for each name' },
      ],
    },
    settings: [{ name: 'path', label: 'Path', where: ['file', 'folder'], hint: 'Absolute.' }],
    credentials: {},
  },
};

export const KIND_NAMES = Object.keys(KINDS) as Kind[];
