// What a lost master key opened: set aside as a whole, so that it can come back when the key turns up.

import 'server-only';
import type { RootKeyWrapRow } from './root-keys';
import type { Reader, Tx } from '../connection/transaction';

export interface KeyResetWrite {
  readonly id: string;
  readonly lostRootId: string;
  readonly lostFingerprints: readonly string[];
  readonly masterFingerprint: string;
  readonly at: Date;
  readonly by: string;
}

/** How much of an organization was lost. */
export interface LostCounts {
  readonly organizationId: string;
  readonly secrets: number;
  readonly versions: number;
}

/**
 * Moves every wrap, data key and envelope out of the live tables, forgets tags, second factors, recovery
 * codes and credentials of connectors, and writes the worksheet. The caller holds the root key lock, and no node is unlocked.
 */
export async function setKeysAside(tx: Tx, reset: KeyResetWrite): Promise<LostCounts[]> {
  const { id, at } = reset;
  const lost = await countLost(tx);
  const versionsLost = lost.reduce((sum, { versions }) => sum + versions, 0);
  await tx.keyReset.create({
    data: { ...reset, lostFingerprints: [...reset.lostFingerprints], versionsLost },
  });
  await tx.$executeRaw`
    INSERT INTO lost_root_wrap (root_id, master_fingerprint, reset_id, envelope)
    SELECT root_id, master_fingerprint, ${id}::uuid, envelope FROM root_key_wrap`;
  await tx.$executeRaw`
    INSERT INTO lost_data_key (id, owner_id, purpose, root_id, wrapped)
    SELECT id, owner_id, purpose, root_id, wrapped FROM data_key
     WHERE id IN (SELECT data_key_id FROM sealed_value)`;
  await tx.$executeRaw`
    INSERT INTO lost_value (version_id, data_key_id, envelope)
    SELECT version_id, data_key_id, envelope FROM sealed_value`;
  await writeWorksheet(tx, id);
  await tx.$executeRaw`
    UPDATE secret_version v
       SET lost_at = ${at}::timestamptz, match_key_id = NULL, match_tag = NULL,
           display_key_id = NULL, display_tag = NULL
      FROM sealed_value e WHERE e.version_id = v.id`;
  await forgetSecondFactors(tx, id);
  await forgetCredentials(tx);
  await tx.$executeRaw`DELETE FROM sealed_value`;
  await tx.$executeRaw`DELETE FROM key_head`;
  await tx.$executeRaw`DELETE FROM data_key`;
  await tx.$executeRaw`DELETE FROM root_key_wrap`;
  await tx.$executeRaw`DELETE FROM root_head`;
  await tx.$executeRaw`
    UPDATE master_fingerprint SET lost_at = ${at}::timestamptz
     WHERE fingerprint = ANY(${[...reset.lostFingerprints]}::text[])
       AND fingerprint <> ${reset.masterFingerprint}`;
  return lost;
}

/** Live secrets whose current value would be lost, and all versions with one, by organization. */
export async function countLost(reader: Reader): Promise<LostCounts[]> {
  return reader.$queryRaw<LostCounts[]>`
    SELECT s.organization_id AS "organizationId", count(*)::int AS versions,
           (count(*) FILTER (WHERE v.number = s.current_version AND s.deleted_at IS NULL))::int AS secrets
      FROM sealed_value e
      JOIN secret_version v ON v.id = e.version_id
      JOIN secret s ON s.id = v.secret_id
     GROUP BY s.organization_id`;
}

/** A secret has one line: of the last time its value was lost. */
async function writeWorksheet(tx: Tx, resetId: string): Promise<void> {
  await tx.$executeRaw`
    WITH lost AS (
      SELECT s.id, s.organization_id, s.current_version
        FROM secret s
        JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
        JOIN sealed_value e ON e.version_id = v.id
    ), before AS (
      DELETE FROM lost_secret WHERE secret_id IN (SELECT id FROM lost)
    )
    INSERT INTO lost_secret (reset_id, secret_id, organization_id, version)
    SELECT ${resetId}::uuid, id, organization_id, current_version FROM lost`;
}

async function forgetSecondFactors(tx: Tx, resetId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO lost_second_factor (reset_id, user_id)
    SELECT ${resetId}::uuid, user_id FROM second_factor WHERE confirmed_at IS NOT NULL`;
  await tx.$executeRaw`
    DELETE FROM recovery_code WHERE user_id IN (SELECT user_id FROM second_factor)`;
  await tx.$executeRaw`DELETE FROM second_factor`;
}

/** What each is for stays: such a connector says that they are to be entered again. */
async function forgetCredentials(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    UPDATE connector
       SET data_key_id = NULL, envelope = NULL, version = version + 1, tested_at = NULL, test = NULL
     WHERE envelope IS NOT NULL`;
}

/** What is kept whatever becomes of the key, as numbers. */
export interface KeptCounts {
  readonly scopes: number;
  readonly people: number;
  readonly tokens: number;
  readonly sessions: number;
  readonly aliases: number;
  readonly references: number;
  readonly auditEvents: number;
  readonly secondFactors: number;
}

export async function countKept(reader: Reader): Promise<KeptCounts> {
  const [row] = await reader.$queryRaw<KeptCounts[]>`
    SELECT (SELECT count(*) FROM scope WHERE deleted_at IS NULL)::int AS scopes,
           (SELECT count(*) FROM app_user WHERE deactivated_at IS NULL)::int AS people,
           (SELECT count(*) FROM token WHERE revoked_at IS NULL
               AND (expires_at IS NULL OR expires_at > now()))::int AS tokens,
           (SELECT count(*) FROM session WHERE revoked_at IS NULL AND expires_at > now())::int AS sessions,
           (SELECT count(*) FROM secret WHERE alias_of_id IS NOT NULL AND deleted_at IS NULL)::int AS aliases,
           (SELECT count(*) FROM secret WHERE reference IS NOT NULL AND deleted_at IS NULL)::int AS references,
           (SELECT coalesce(sum(size), 0) FROM audit_head)::int AS "auditEvents",
           (SELECT count(*) FROM second_factor WHERE confirmed_at IS NOT NULL)::int AS "secondFactors"`;
  return row!;
}

/** Chains with a head, the installation's first, then ascending: the order in which heads are locked. */
export async function listAuditChains(reader: Reader, installationId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ chainId: string }[]>`
    SELECT chain_id AS "chainId" FROM audit_head
     ORDER BY chain_id <> ${installationId}::uuid, chain_id`;
  return rows.map((row) => row.chainId);
}

/** Wraps of root keys that were lost, of every reset. */
export async function listLostWraps(reader: Reader): Promise<Omit<RootKeyWrapRow, 'state'>[]> {
  return reader.lostRootWrap.findMany({
    select: { rootId: true, masterFingerprint: true, envelope: true },
  });
}

/** Every time a key was given up, newest first. */
export async function listKeyResets(reader: Reader) {
  return reader.keyReset.findMany({ orderBy: { at: 'desc' }, take: 50 });
}
