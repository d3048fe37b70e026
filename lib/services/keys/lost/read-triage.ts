// Before a master key is called lost: where it may be, and what giving it up would cost.

import 'server-only';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { deriveMasterKey, readMasterKeyLeniently } from '@/lib/crypto/master-key';
import type { LostKeyTriage } from '@/lib/contracts/lost-key';
import { listAllConnectors } from '@/lib/db/connectors/sealed-connectors';
import { countKept, countLost } from '@/lib/db/keys/lost-keys';
import { listLiveNodes } from '@/lib/db/keys/nodes';
import { findRootHead, listMasterFingerprints, listRootKeyWraps } from '@/lib/db/keys/root-keys';
import type { Env } from '@/lib/env';
import { takesCredentials } from '../../backends/connector-credentials';
import type { Context } from '../../context';
import { readKeyFile } from '../key-file';
import { masterKeyFile } from '../master-key-sources';
import { requireKeyManager } from '../operations/require-key-manager';

/** Needs `keys:manage`. Reads every place anew, so it also tells what was put back meanwhile. */
export async function readLostKeyTriage(ctx: Context): Promise<LostKeyTriage> {
  await requireKeyManager(ctx);
  const { database, env, id, keys } = ctx.installation;
  const { prisma } = database;
  const head = await findRootHead(prisma);
  const wraps = head ? await listRootKeyWraps(prisma, head.rootId) : [];
  const fits = (fingerprint: string | null) =>
    wraps.some((wrap) => wrap.masterFingerprint === fingerprint);
  const history = await listMasterFingerprints(prisma);
  const places = await readPlaces(env, id);
  const nodes = await listLiveNodes(prisma);
  const lost = await countLost(prisma);
  const sum = (key: 'secrets' | 'versions') => lost.reduce((total, one) => total + one[key], 0);
  const { secondFactors, ...keeps } = await countKept(prisma);
  const connectors = (await listAllConnectors(prisma)).filter(
    ({ envelope, kind, settings }) => envelope && takesCredentials(kind, settings),
  ).length;
  return {
    locked: !keys.unlocked,
    needed: history
      .filter((row) => fits(row.fingerprint))
      .map((row) => ({
        fingerprint: row.fingerprint,
        source: row.source,
        firstSeenAt: row.firstSeenAt.toISOString(),
        copyConfirmedAt: row.copyConfirmedAt?.toISOString() ?? null,
        copyConfirmedBy: row.copyConfirmedBy,
      })),
    places: places.map((place) => ({ ...place, fits: fits(place.fingerprint) })),
    holders: nodes.flatMap(({ host, pid, masterFingerprint: fingerprint }) =>
      fingerprint !== null && fits(fingerprint) ? [{ host, pid, fingerprint }] : [],
    ),
    loses: { secrets: sum('secrets'), versions: sum('versions'), secondFactors, connectors },
    keeps,
  };
}

interface Place {
  readonly place: string;
  readonly fingerprint: string | null;
}

/**
 * The sources one by one, whatever else is wrong with them, and the key files that earlier changes left
 * beside `config/master.key`.
 */
async function readPlaces(env: Env, installationId: string): Promise<Place[]> {
  const file = masterKeyFile(env);
  const folder = path.dirname(file);
  const names = await readdir(folder).catch(() => []);
  const kept = names.filter((name) => name.startsWith(`${path.basename(file)}.`)).sort();
  const places: Place[] = [];
  const look = async (place: string, text: string | null) => {
    const fingerprint = text === null ? null : await fingerprintOf(text, installationId);
    places.push({ place, fingerprint });
  };
  if (env.masterKeyFile !== undefined) {
    await look('KEYSTOW_MASTER_KEY_FILE', await readQuietly(env.masterKeyFile));
  }
  if (env.masterKey) await look('KEYSTOW_MASTER_KEY', env.masterKey.reveal());
  const generated = await readQuietly(file);
  if (generated !== null) await look('config/master.key', generated);
  for (const name of kept) await look(`config/${name}`, await readQuietly(path.join(folder, name)));
  return places;
}

/** A file that cannot be read holds no key that could be used. */
async function readQuietly(file: string): Promise<string | null> {
  return readKeyFile(file).catch(() => null);
}

/** Null for what is no key. */
async function fingerprintOf(text: string, installationId: string): Promise<string | null> {
  try {
    return (await deriveMasterKey(readMasterKeyLeniently(text).input, installationId)).fingerprint;
  } catch {
    return null;
  }
}
