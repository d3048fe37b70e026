import { beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '@/lib/testing/database';
import { emptyServer } from '@/lib/testing/embedded-template';
import { diffToDatamodel } from '@/lib/testing/schema-diff';
import type { Database } from '../connection/database';
import { MIGRATIONS_FOLDER, readMigrations } from './migration-files';

describe('the schema', () => {
  test('the migrations lead exactly to prisma/schema.prisma', async () => {
    const server = await emptyServer();
    try {
      for (const { sql } of await readMigrations(MIGRATIONS_FOLDER)) await server.exec(sql);
      expect(await diffToDatamodel(server)).toBe('');
    } finally {
      await server.close();
    }
  });
});

const uuid = (last: number): string => `01900000-0000-7000-8000-${String(last).padStart(12, '0')}`;

/** Rows that stand, so that each refused one breaks a single rule. */
const GROUND = `
  insert into installation (id) values ('${uuid(1)}');
  insert into scope (id, organization_id, kind, slug, name, path, lineage) values
    ('${uuid(10)}', '${uuid(10)}', 'organization', 'acme', 'Acme', '_platform', '{${uuid(10)}}');
  insert into scope (id, organization_id, kind, parent_id, slug, name, path, lineage) values
    ('${uuid(11)}', '${uuid(10)}', 'team', '${uuid(10)}', 'pay', 'Pay', 'pay', '{${uuid(10)},${uuid(11)}}');
  insert into secret (id, organization_id, scope_id, name, type, category, backend, latest_version, current_version)
    values ('${uuid(20)}', '${uuid(10)}', '${uuid(11)}', 'API_KEY', 'generic', 'provider', 'local', 1, 1);
  insert into secret_version (id, secret_id, number, format, created_by_kind, created_by)
    values ('${uuid(30)}', '${uuid(20)}', 1, 'utf8', 'user', 'Ada');
  insert into data_key (id, owner_id, purpose, root_id, wrapped)
    values ('${uuid(40)}', '${uuid(11)}', 'value', '${uuid(50)}', decode(repeat('00', 111), 'hex'));
  insert into root_key_wrap (root_id, master_fingerprint, envelope, state)
    values ('${uuid(50)}', 'mk_1', decode(repeat('00', 111), 'hex'), 'active');
  insert into sealed_value (version_id, data_key_id, envelope)
    values ('${uuid(30)}', '${uuid(40)}', decode(repeat('00', 80), 'hex'));
  insert into app_user (id, organization_id, email, name, password_hash)
    values ('${uuid(60)}', '${uuid(10)}', 'ada@example.org', 'Ada', 'x')`;

const secret = (name: string, rest: string): string =>
  `insert into secret (id, organization_id, scope_id, name, type, category, backend, latest_version${rest.split('|')[0]})
   values ('${uuid(21)}', '${uuid(10)}', '${uuid(11)}', '${name}', 'generic', 'provider', 'local', ${rest.split('|')[1]})`;

const team = (slug: string, path: string, lineage: string, parent: string | null): string =>
  `insert into scope (id, organization_id, kind, parent_id, slug, name, path, lineage)
   values ('${uuid(12)}', '${uuid(10)}', 'team', ${parent === null ? 'null' : `'${parent}'`}, '${slug}', 'x', '${path}', '{${lineage}}')`;

const own = `${uuid(10)},${uuid(12)}`;

const REFUSED: readonly (readonly [title: string, constraint: string, sql: string])[] = [
  [
    'a second installation',
    'installation_singleton_key',
    `insert into installation (id) values ('${uuid(2)}')`,
  ],
  [
    'an installation that is not the one',
    'installation_singleton_check',
    `insert into installation (id, singleton) values ('${uuid(2)}', false)`,
  ],
  [
    'a second live scope of the slug',
    'scope_parent_id_slug_key',
    team('pay', 'pay', own, uuid(10)),
  ],
  [
    'a second organization of the slug',
    'scope_organization_slug_key',
    `insert into scope (id, organization_id, kind, slug, name, path, lineage) values ('${uuid(13)}', '${uuid(13)}', 'organization', 'acme', 'x', '_platform', '{${uuid(13)}}')`,
  ],
  ['a slug with an upper-case letter', 'scope_slug_check', team('Pay', 'Pay', own, uuid(10))],
  ['a slug with a newline at its end', 'scope_slug_check', team('ops\n', 'ops\n', own, uuid(10))],
  ['a team without a parent', 'scope_parent_check', team('ops', 'ops', own, null)],
  [
    'a path that is not the slug of its team',
    'scope_path_check',
    team('ops', 'other', own, uuid(10)),
  ],
  [
    'a lineage that does not end in the scope',
    'scope_lineage_check',
    team('ops', 'ops', `${uuid(10)},${uuid(11)}`, uuid(10)),
  ],
  [
    'a lineage of another organization',
    'scope_lineage_check',
    team('ops', 'ops', `${uuid(11)},${uuid(12)}`, uuid(10)),
  ],
  ['a name that differs only in case', 'secret_scope_id_lower_name_key', secret('api_key', '|1')],
  ['a name with a newline at its end', 'secret_name_check', secret('OTHER\n', '|1')],
  [
    'a current version beyond the latest',
    'secret_version_pointers_check',
    secret('OTHER', ', current_version|1, 2'),
  ],
  [
    'one version both current and previous',
    'secret_version_pointers_check',
    secret('OTHER', ', current_version, previous_version|2, 2, 2'),
  ],
  [
    'a version number below 1',
    'secret_version_number_check',
    `insert into secret_version (id, secret_id, number, format, created_by_kind, created_by) values ('${uuid(31)}', '${uuid(20)}', 0, 'utf8', 'user', 'Ada')`,
  ],
  [
    'an envelope shorter than an empty one',
    'sealed_value_envelope_check',
    `update sealed_value set envelope = decode(repeat('00', 78), 'hex')`,
  ],
  [
    'deleting a data key that an envelope needs',
    'sealed_value_data_key_id_fkey',
    `delete from data_key`,
  ],
  [
    'two active wraps of one root key',
    'root_key_wrap_active_key',
    `insert into root_key_wrap (root_id, master_fingerprint, envelope, state) values ('${uuid(50)}', 'mk_2', decode(repeat('00', 111), 'hex'), 'active')`,
  ],
  [
    'a token hash that is no SHA-256',
    'token_hash_check',
    `insert into token (id, organization_id, scope_id, name, hash, permissions, created_by_id) values ('${uuid(70)}', '${uuid(10)}', '${uuid(11)}', 'ci', '\\x00', '{}', '${uuid(60)}')`,
  ],
  [
    'a link hash that is no SHA-256',
    'one_time_link_hash_check',
    `insert into one_time_link (id, kind, hash, expires_at) values ('${uuid(71)}', 'setup', '\\x00', now())`,
  ],
  [
    'an e-mail that differs only in case',
    'app_user_lower_email_key',
    `insert into app_user (id, organization_id, email, name, password_hash) values ('${uuid(61)}', '${uuid(10)}', 'ADA@example.org', 'x', 'x')`,
  ],
  [
    'an audit leaf that is no SHA-256',
    'audit_event_leaf_check',
    `insert into audit_event (chain_id, number, leaf, at, action) values ('${uuid(10)}', 0, '\\x00', now(), 'x')`,
  ],
  [
    'an audit frontier with half a hash',
    'audit_head_frontier_check',
    `insert into audit_head (chain_id, key_id, size, frontier, mac) values ('${uuid(10)}', '${uuid(40)}', 1, decode(repeat('00', 48), 'hex'), decode(repeat('00', 32), 'hex'))`,
  ],
];

describeDatabases('rules the database keeps by itself', (open) => {
  let db: Database;

  beforeAll(async () => {
    db = await open();
    await db.pool.query(GROUND);
  });

  test.each(REFUSED)('refused: %s', async (_title, constraint, sql) => {
    await expect(db.pool.query(sql)).rejects.toMatchObject({ constraint });
  });

  test('a name and a slug are free again once theirs are deleted', async () => {
    await db.prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe('update secret set deleted_at = now()');
      await tx.$executeRawUnsafe('update scope set deleted_at = now() where parent_id is not null');
      await tx.$executeRawUnsafe(team('pay', 'pay', own, uuid(10)));
      await tx.$executeRawUnsafe(secret('api_key', '|1'));
    });
  });

  test('audit rows refer to nothing, so no deletion is held up by history', async () => {
    const { rows } = await db.pool.query(
      `select conname from pg_constraint
        where contype = 'f' and conrelid in ('audit_head'::regclass, 'audit_event'::regclass, 'audit_pending'::regclass)`,
    );
    expect(rows).toEqual([]);
  });

  test('re-encryption finds room on the page of an envelope', async () => {
    const { rows } = await db.pool.query<{ reloptions: string[] }>(
      `select reloptions from pg_class where oid = 'sealed_value'::regclass`,
    );
    expect(rows[0]?.reloptions).toContain('fillfactor=50');
  });
});
