// The console's own secrets: presence, strength, source and age of each, and what the provider says of its rotation.

import 'server-only';
import { displayTag } from '@/lib/crypto/fingerprint';
import type { ManagedSecretList, ManagedSecretView } from '@/lib/contracts/managed-secret';
import { listManagedEntries } from '@/lib/db/managed/entries';
import { findSightings, noteSightings } from '@/lib/db/managed/sightings';
import type { Sighting } from '@/lib/db/managed/sightings';
import type { BackendSchedule } from '@/lib/domain/backend';
import { parseReference } from '@/lib/domain/backend-reference';
import { addedSecret, catalogued } from '@/lib/domain/managed-secrets';
import { Plaintext } from '@/lib/domain/plaintext';
import { displayKeyOf } from '../backends/version-by-value';
import { bookkeeping } from '../bookkeeping';
import type { Context, Installation } from '../context';
import { requireKeyManager } from '../keys/operations/require-key-manager';
import { applicationOf } from './application-of';
import { isCloud, withProvider } from './ask-provider';
import type { FoundSecret } from './found-secret';
import { findOwnKeys, lookAtSecrets } from './look-at-secrets';
import type { SecretLook } from './look-at-secrets';

const SCHEDULES_MS_MAX = 10_000;
/** No number of any version: these tags compare with nothing that is shown. */
const NO_VERSION = 0;

/** Needs `keys:manage`. Values are looked at and forgotten; nothing of them is answered. */
export async function listManagedSecrets(ctx: Context): Promise<ManagedSecretList> {
  await requireKeyManager(ctx);
  const { installation } = ctx;
  const { configuration, jwt, database } = installation;
  const entries = await listManagedEntries(database.prisma);
  const added = entries.map(({ name, purpose }) => addedSecret(name, purpose));
  const looks = await lookAtSecrets(configuration, jwt, added);
  const [ages, schedules] = await Promise.all([
    agesOf(installation, looks),
    schedulesOf(installation, looks),
  ]);
  return {
    provider: configuration.settings.provider,
    items: looks.map((look) => viewOf(installation, look, ages, schedules)),
    next: null,
  };
}

/** Since when each value is known; none while the console is locked. What was found is noted. */
export async function agesOf(
  installation: Installation,
  looks: readonly SecretLook[],
): Promise<ReadonlyMap<string, Date>> {
  const found = looks.flatMap(({ secret, found: one }) =>
    one ? [{ name: secret.name, ...one }] : [],
  );
  return noted(installation, await sightingsOf(installation, found));
}

/**
 * As `agesOf`, for the console secrets of these names that this process uses. Only what was never seen
 * before is noted, and nothing outside is asked: it may be called with every page.
 */
export async function knownSince(
  installation: Installation,
  names: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const { configuration, jwt, database } = installation;
  const own = await findOwnKeys(configuration, jwt);
  const found = names.flatMap((name) => {
    const one = own.get(name) ?? configuration.secret(name);
    return one ? [{ name, ...one }] : [];
  });
  const sightings = await sightingsOf(installation, found);
  const known = await findSightings(database.prisma, sightings);
  const unseen = sightings.filter(({ name }) => !known.some((one) => one.name === name));
  const ages = known.map(({ name, firstSeenAt }) => [name, firstSeenAt] as const);
  return new Map([...ages, ...(await noted(installation, unseen))]);
}

async function sightingsOf(
  installation: Installation,
  found: readonly (FoundSecret & { readonly name: string })[],
): Promise<Sighting[]> {
  if (!installation.keys.unlocked || found.length === 0) return [];
  const key = await displayKeyOf(installation, installation.id);
  return found.map(({ name, text, source }) => ({
    name,
    source,
    tag: displayTag(key, name, NO_VERSION, Plaintext.fromText(text.reveal())),
  }));
}

async function noted(
  installation: Installation,
  sightings: readonly Sighting[],
): Promise<ReadonlyMap<string, Date>> {
  if (sightings.length === 0) return new Map();
  const seen = await bookkeeping(installation, (tx) => noteSightings(tx, sightings));
  return new Map(seen.map(({ name, firstSeenAt }) => [name, firstSeenAt]));
}

/** Of those that came from a cloud. One that does not answer leaves its schedule out. */
async function schedulesOf(
  { configuration: { settings } }: Installation,
  looks: readonly SecretLook[],
): Promise<ReadonlyMap<string, BackendSchedule>> {
  const schedules = new Map<string, BackendSchedule>();
  const there = looks.filter(({ found }) => found?.reference);
  if (!isCloud(settings) || there.length === 0) return schedules;
  const stop = AbortSignal.timeout(SCHEDULES_MS_MAX);
  await withProvider(settings, (backend) =>
    Promise.all(
      there.map(async ({ secret, found }) => {
        const reference = parseReference(settings.provider, found!.reference!);
        const described = await backend.describe(reference, stop).catch(() => null);
        if (described?.schedule) schedules.set(secret.name, described.schedule);
      }),
    ),
  ).catch(() => undefined);
  return schedules;
}

function viewOf(
  installation: Installation,
  { secret, found, strength, sameAs, fault }: SecretLook,
  ages: ReadonlyMap<string, Date>,
  schedules: ReadonlyMap<string, BackendSchedule>,
): ManagedSecretView {
  const { name, purpose, readBy, required, when, rotating } = secret;
  const applied = installation.configuration.applied(name);
  return {
    ...{ name, purpose, readBy, required, when, rotating },
    use: catalogued(name) ? secret.use : 'added',
    present: found !== null,
    source: found?.source ?? null,
    fault,
    strength,
    firstSeenAt: ages.get(name)?.toISOString() ?? null,
    sameAs: [...sameAs],
    schedule: schedules.get(name) ?? null,
    applies: applicationOf(secret, installation.env),
    applied: applied ? { at: applied.at.toISOString(), by: applied.by } : null,
    wizard: secret.wizard ?? null,
  };
}
