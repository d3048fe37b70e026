// What there is of each secret in the catalogue: where it is from, how strong it is, and which are one and the same.

import 'server-only';
import { MANAGED_SECRETS, MODEL_KEY, modelKey } from '@/lib/domain/managed-secrets';
import type { ManagedSecret } from '@/lib/domain/managed-secret';
import { HiddenText } from '@/lib/env';
import { whileRunning } from '../keys/boot-refusal';
import { previousJwtFile } from '../keys/jwt/jwt-files';
import type { JwtRing } from '../keys/jwt/jwt-ring';
import { readKeyFile } from '../keys/key-file';
import { findMasterKeys } from '../keys/master-key-sources';
import { askProvider, isCloud } from './ask-provider';
import type { Configuration } from './configuration';
import type { FoundSecret } from './found-secret';
import { judgeStrength } from './judge-strength';
import type { Strength } from './judge-strength';
import { lookAround } from './look-around';

export interface SecretLook {
  readonly secret: ManagedSecret;
  readonly found: FoundSecret | null;
  /** Null where nothing was found. */
  readonly strength: Strength | null;
  /** Others with the same text, by name: a leak of one is a leak of both. */
  readonly sameAs: readonly string[];
  /** Why the provider did not say whether it is there. */
  readonly fault: string | null;
}

const PROVIDER_MS_MAX = 10_000;

/** In the order of the catalogue, then model keys, then what operators `added`. Throws 409 for a file that cannot be read. */
export async function lookAtSecrets(
  configuration: Configuration,
  jwt: JwtRing,
  added: readonly ManagedSecret[] = [],
): Promise<SecretLook[]> {
  const others = [...MANAGED_SECRETS.filter(({ use }) => use === 'recognized'), ...added];
  const { found, faults } = await findOthers(
    configuration,
    others.map(({ name }) => name),
  );
  const models = [...found.keys()].filter((name) => MODEL_KEY.test(name)).sort();
  const all = [
    ...MANAGED_SECRETS,
    ...models.filter((name) => !added.some((one) => one.name === name)).map(modelKey),
    ...added,
  ];
  const own = await findOwnKeys(configuration, jwt);
  const foundOf = (name: string) =>
    own.get(name) ?? configuration.secret(name) ?? found.get(name) ?? null;
  return Promise.all(
    all.map(async (secret) => {
      const one = foundOf(secret.name);
      const text = one?.text.reveal();
      const same = (other: ManagedSecret) =>
        text !== undefined &&
        other.name !== secret.name &&
        foundOf(other.name)?.text.reveal().trim() === text.trim();
      return {
        secret,
        found: one,
        strength: text === undefined ? null : await judgeStrength(secret.form, text),
        sameAs: all.filter(same).map(({ name }) => name),
        fault: faults.get(secret.name)?.message ?? null,
      };
    }),
  );
}

/** Read anew at each look: Keystow does not keep what it does not use. */
async function findOthers(configuration: Configuration, names: readonly string[]) {
  const { surroundings, settings } = configuration;
  const around = await whileRunning(() =>
    lookAround({ ...surroundings, settings }, names, MODEL_KEY),
  );
  if (!isCloud(settings)) return { found: around, faults: new Map<string, Error>() };
  const missing = names.filter((name) => !around.has(name));
  const asked = await askProvider(settings, missing, AbortSignal.timeout(PROVIDER_MS_MAX));
  return { found: new Map([...around, ...asked.found]), faults: asked.faults };
}

/** Keys that Keystow generated lie in its own files. */
export async function findOwnKeys(
  { env }: Configuration,
  jwt: JwtRing,
): Promise<ReadonlyMap<string, FoundSecret>> {
  const own = new Map<string, FoundSecret>();
  const add = (name: string, text: string, source: string) =>
    own.set(name, { text: new HiddenText(text), source, reference: null });
  const [master] = await findMasterKeys(env).catch(() => []);
  if (master && master.source !== 'KEYSTOW_MASTER_KEY') {
    add('KEYSTOW_MASTER_KEY', master.text, sourceInWords(master.source));
  }
  if (jwt.source === 'config/jwt.secret' && jwt.currentText !== '') {
    add('JWT_SECRET', jwt.currentText, sourceInWords(jwt.source));
  }
  if (jwt.previous?.source === 'config/jwt.secret.previous') {
    const text = await readKeyFile(previousJwtFile(env)).catch(() => null);
    if (text) add('JWT_SECRET_PREVIOUS', text, sourceInWords(jwt.previous.source));
  }
  return own;
}

function sourceInWords(source: string): string {
  return source.startsWith('config/') ? `the file ${source}` : `the file that ${source} names`;
}
