// The secret inputs of this process: which it reads, what for, when, and whether they are set.

import 'server-only';
import type { RuntimeInputList } from '@/lib/contracts/keys';
import type { Env } from '@/lib/env';
import type { Context } from '../context';
import { findMasterKeys } from './master-key-sources';
import { requireKeyManager } from './operations/require-key-manager';

type Input = RuntimeInputList['items'][number];

const CONSOLE = 'the console';

/** Needs `keys:manage`. Presence only: no value is shown, and none is measured. */
export async function listRuntimeInputs(ctx: Context): Promise<RuntimeInputList> {
  await requireKeyManager(ctx);
  const { env } = ctx.installation;
  const master = await findMasterKeys(env).catch(() => []);
  return { items: [masterKey(master[0]?.source ?? null), ...variablesOf(env)], next: null };
}

function masterKey(source: string | null): Input {
  return {
    name: 'KEYSTOW_MASTER_KEY, KEYSTOW_MASTER_KEY_FILE or config/master.key',
    purpose: 'Opens the root key, and through it every stored value.',
    readBy: CONSOLE,
    required: 'yes; generated into config/master.key where none is given',
    when: 'at start; read again with each heartbeat and when the root key is changed',
    set: source !== null,
    source,
  };
}

function variablesOf(env: Env): Input[] {
  const variable = (
    name: string,
    held: unknown,
    facts: Pick<Input, 'purpose' | 'readBy' | 'required' | 'when'>,
  ): Input => ({ name, ...facts, set: held !== undefined, source: held ? 'environment' : null });
  const atStart = 'at start';
  return [
    variable('KEYSTOW_MASTER_KEY_PREVIOUS', env.masterKeyPrevious, {
      purpose: 'The old master key: lets a start with a new one wrap the root key anew.',
      readBy: CONSOLE,
      required: 'only for the first start with a new key that was not staged',
      when: atStart,
    }),
    {
      ...variable('JWT_SECRET', env.jwtSecret ?? 'generated', {
        purpose: 'Signs session cookies and OAuth state. Opens no stored value.',
        readBy: CONSOLE,
        required: 'yes; generated into config/jwt.secret where none is given',
        when: 'at each sign-in and each request of a session',
      }),
      source: env.jwtSecret ? 'environment' : 'config/jwt.secret',
    },
    variable('JWT_SECRET_PREVIOUS', env.jwtSecretPrevious, {
      purpose: 'Still accepts cookies that the old secret signed; signs none.',
      readBy: CONSOLE,
      required: 'only while sessions of the old secret live',
      when: 'at each request of a session',
    }),
    variable('DATABASE_URL', env.databaseUrl, {
      purpose: 'Where PostgreSQL is, with its credentials. Unset: the embedded database.',
      readBy: CONSOLE,
      required: 'no',
      when: atStart,
    }),
    variable('METRICS_TOKEN', env.metricsToken, {
      purpose: 'Guards /metrics.',
      readBy: CONSOLE,
      required: 'no',
      when: 'at each reading of the metrics',
    }),
    variable('SMTP_URL', env.smtpUrl, {
      purpose: 'Where invitations are handed in as mail. Without it their links are shown only.',
      readBy: CONSOLE,
      required: 'no',
      when: 'at each mail',
    }),
    variable('SMTP_PASSWORD', env.smtpPassword, {
      purpose: 'The password for SMTP_URL, where that holds none.',
      readBy: CONSOLE,
      required: 'no',
      when: 'at each mail',
    }),
    variable('OIDC_CLIENT_SECRET', env.signOn?.clientSecret, {
      purpose: 'Shows the identity provider that this console asks. Opens no stored value.',
      readBy: CONSOLE,
      required: 'only for sign-on through OIDC_ISSUER',
      when: 'at each sign-on through the provider',
    }),
    variable('KEYSTOW_ADMIN_PASSWORD', env.adminPassword, {
      purpose: 'The password of the first administrator, where there is none yet.',
      readBy: CONSOLE,
      required: 'no',
      when: 'at the first start; ignored afterwards',
    }),
  ];
}
