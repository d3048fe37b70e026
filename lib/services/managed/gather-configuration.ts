// Puts the configuration together before anything of it is read: variables, `.env`, mounted files, then the cloud.

import 'server-only';
import { inheritedEnvironment, readProviderSettings } from '@/lib/env';
import { MANAGED_SECRETS } from '@/lib/domain/managed-secrets';
import { BootRefusal } from '../keys/boot-refusal';
import { askProvider, isCloud, PROVIDER_NAMES } from './ask-provider';
import type { CloudSettings } from './ask-provider';
import { Configuration } from './configuration';
import type { FoundSecrets, Variables } from './found-secret';
import { lookAround } from './look-around';

/** Those that Keystow itself reads: others are looked for when they are shown. */
export const READ_NAMES = MANAGED_SECRETS.filter(({ use }) => use === 'read').map(
  ({ name }) => name,
);

/**
 * What is absent everywhere is absent. Throws BootRefusal where a file or the provider cannot be read, which
 * names what was asked for and the remedy, and EnvRefusal for settings that cannot be used.
 */
export async function gatherConfiguration(
  variables: Variables = inheritedEnvironment(),
  folder: string = process.cwd(),
): Promise<Configuration> {
  const settings = readProviderSettings(variables);
  const around = await lookAround({ variables, folder, settings }, READ_NAMES);
  const cloud = isCloud(settings) ? await fetchRest(settings, variables, around) : new Map();
  return new Configuration({ variables, folder }, settings, new Map([...around, ...cloud]));
}

async function fetchRest(
  settings: CloudSettings,
  variables: Variables,
  around: FoundSecrets,
): Promise<FoundSecrets> {
  const missing = READ_NAMES.filter((name) => !around.has(name) && !isInFile(name, variables));
  const { found, faults } = await askProvider(settings, missing, new AbortController().signal);
  const [first] = faults;
  if (first) {
    const [name, { code, message }] = first;
    const where = `SECRET_PROVIDER=${settings.provider}: ${settings.prefix}${name}`;
    throw new BootRefusal(
      `secret_provider_${code}`,
      `${where} could not be read from ${PROVIDER_NAMES[settings.provider]}. ${message} Or set ${name} itself, or SECRET_PROVIDER=env.`,
    );
  }
  return found;
}

/** The master key has a variable for its file, which goes before. */
function isInFile(name: string, variables: Variables): boolean {
  return name === 'KEYSTOW_MASTER_KEY' && !!variables['KEYSTOW_MASTER_KEY_FILE'];
}
