// The secrets that Keystow itself reads from its configuration.

import type { ManagedSecret } from './managed-secret';

const CONSOLE = 'the console';
const AT_START = 'at start';

type Facts = Omit<ManagedSecret, 'name' | 'use' | 'readBy'> & { readonly readBy?: string };

const read = (name: string, facts: Facts): ManagedSecret => ({
  readBy: CONSOLE,
  ...facts,
  name,
  use: 'read',
});

const MASTER_KEYS = [
  read('KEYSTOW_MASTER_KEY', {
    purpose: 'Opens the root key, and through it every stored value.',
    form: 'master key',
    required: 'yes; generated into config/master.key where none is given',
    when: 'at start; read again with each heartbeat and when the root key is changed',
    rotating: 'No value is entered again. Stage the new key in the wizard, then restart each node.',
    wizard: '/keys/rotate',
  }),
  read('KEYSTOW_MASTER_KEY_PREVIOUS', {
    purpose: 'The old master key: lets a start with a new one wrap the root key anew.',
    form: 'master key',
    required: 'only for the first start with a new key that was not staged',
    when: AT_START,
    rotating: 'Remove it once the console has started with the new key.',
    wizard: '/keys/rotate',
  }),
  read('JWT_SECRET', {
    purpose: 'Signs session cookies and OAuth state. Opens no stored value.',
    form: 'jwt secret',
    required: 'yes; generated into config/jwt.secret where none is given',
    when: 'at each sign-in and each request of a session',
    rotating: 'Nobody is signed out while the old one stays as JWT_SECRET_PREVIOUS.',
    wizard: '/keys/jwt',
  }),
  read('JWT_SECRET_PREVIOUS', {
    purpose: 'Still accepts cookies that the old secret signed; signs none.',
    form: 'jwt secret',
    required: 'only while sessions of the old secret live',
    when: 'at each request of a session',
    rotating: 'Removing it signs out whoever still holds a cookie of it.',
    wizard: '/keys/jwt',
  }),
] as const;

const INSTANCE_KEYS = (
  [
    [
      'INSTANCE_ENCRYPTION_KEY',
      'Seals the addresses of database connections (Fernet).',
      'for database connections; else SECRET_KEY, or a generated key',
    ],
    [
      'INSTANCE_ENCRYPTION_KEY_PREVIOUS',
      'Still opens database connections that it sealed; seals none.',
      'only until keystow fernet reencrypt is done',
    ],
    [
      'SECRET_KEY',
      'Database connections are sealed under its SHA-256 where INSTANCE_ENCRYPTION_KEY is not set.',
      'no; INSTANCE_ENCRYPTION_KEY is better',
    ],
    [
      'SECRET_KEY_PREVIOUS',
      'Still opens database connections that it sealed; seals none.',
      'only until keystow fernet reencrypt is done',
    ],
  ] as const
).map(([name, purpose, required]) =>
  read(name, {
    purpose,
    required,
    form: 'key',
    when: AT_START,
    rotating: 'Keep the old one as _PREVIOUS, restart, run keystow fernet reencrypt, remove it.',
    wizard: '/backends/databases',
  }),
);

const OTHERS_READ = [
  read('FERNET_SECRET_KEY', {
    purpose: 'Opens Fernet tokens of another program when they are taken over.',
    form: 'key',
    readBy: 'the command keystow fernet import',
    required: 'only for that command',
    when: 'when the command is run',
    rotating: 'Nothing here depends on it once the tokens are taken over.',
  }),
  read('DATABASE_URL', {
    purpose: 'Where PostgreSQL is, with its credentials. Unset: the embedded database.',
    form: 'address',
    required: 'no',
    when: AT_START,
    rotating: 'Change the password at PostgreSQL, set the new address, restart each node.',
  }),
  read('METRICS_TOKEN', {
    purpose: 'Guards /metrics.',
    form: 'password',
    required: 'no',
    when: 'at each reading of the metrics',
    rotating: 'Whoever collects the metrics needs the new one at the same time.',
    reloads: true,
  }),
  read('SMTP_URL', {
    purpose: 'Where invitations are handed in as mail. Without it their links are shown only.',
    form: 'address',
    required: 'no',
    when: 'at each mail',
    rotating: 'Mail is not sent between the change at the mail server and here.',
    reloads: true,
  }),
  read('SMTP_PASSWORD', {
    purpose: 'The password for SMTP_URL, in place of one within it.',
    form: 'password',
    required: 'no',
    when: 'at each mail',
    rotating: 'Mail is not sent between the change at the mail server and here.',
    reloads: true,
  }),
  read('OIDC_CLIENT_SECRET', {
    purpose: 'Shows the identity provider that this console asks. Opens no stored value.',
    form: 'password',
    required: 'only for sign-on through OIDC_ISSUER',
    when: 'at each sign-on through the provider',
    rotating: 'Sign-on fails between the change at the provider and here; sessions go on.',
    reloads: true,
  }),
  read('VAULT_TOKEN', {
    purpose: 'The console’s own identity at Vault, for connectors that may use it.',
    form: 'password',
    required: 'only where BACKEND_OWN_IDENTITY names vault',
    when: 'when such a connector is used',
    rotating: 'Values in Vault are out of reach between the change there and a restart here.',
  }),
  read('VAULT_SECRET_ID', {
    purpose: 'The same with an AppRole: the secret beside VAULT_ROLE_ID.',
    form: 'password',
    required: 'only where BACKEND_OWN_IDENTITY names vault',
    when: 'when such a connector is used',
    rotating: 'Values in Vault are out of reach between the change there and a restart here.',
  }),
  read('KEYSTOW_ADMIN_PASSWORD', {
    purpose: 'The password of the first administrator, where there is none yet.',
    form: 'password',
    required: 'no',
    when: 'at the first start; ignored afterwards',
    rotating:
      'Remove it after the first start. The person changes the password on the account page.',
  }),
];

export const SECRETS_READ: readonly ManagedSecret[] = [
  ...MASTER_KEYS,
  ...INSTANCE_KEYS,
  ...OTHERS_READ,
];
