-- CreateEnum
CREATE TYPE "scope_kind" AS ENUM ('organization', 'team', 'workspace', 'app');

-- CreateEnum
CREATE TYPE "wrap_state" AS ENUM ('staged', 'active', 'retained');

-- CreateTable
CREATE TABLE "installation" (
    "id" UUID NOT NULL,
    "singleton" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scope" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" "scope_kind" NOT NULL,
    "parent_id" UUID,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "lineage" UUID[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(6),

    CONSTRAINT "scope_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secret" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "backend" TEXT NOT NULL,
    "reference" TEXT,
    "description" TEXT,
    "expires_at" TIMESTAMPTZ(6),
    "rotation_window_days" INTEGER,
    "latest_version" INTEGER NOT NULL,
    "current_version" INTEGER,
    "previous_version" INTEGER,
    "staged_version" INTEGER,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(6),

    CONSTRAINT "secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secret_version" (
    "id" UUID NOT NULL,
    "secret_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_kind" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_by" TEXT NOT NULL,
    "match_key_id" UUID,
    "match_tag" BYTEA,
    "display_key_id" UUID,
    "display_tag" BYTEA,
    "destroyed_at" TIMESTAMPTZ(6),

    CONSTRAINT "secret_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sealed_value" (
    "version_id" UUID NOT NULL,
    "data_key_id" UUID NOT NULL,
    "envelope" BYTEA NOT NULL,

    CONSTRAINT "sealed_value_pkey" PRIMARY KEY ("version_id")
);

-- CreateTable
CREATE TABLE "root_key_wrap" (
    "root_id" UUID NOT NULL,
    "master_fingerprint" TEXT NOT NULL,
    "envelope" BYTEA NOT NULL,
    "state" "wrap_state" NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "root_key_wrap_pkey" PRIMARY KEY ("root_id","master_fingerprint")
);

-- CreateTable
CREATE TABLE "root_head" (
    "singleton" BOOLEAN NOT NULL DEFAULT true,
    "root_id" UUID NOT NULL,
    "check" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "root_head_pkey" PRIMARY KEY ("singleton")
);

-- CreateTable
CREATE TABLE "master_fingerprint" (
    "fingerprint" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "master_fingerprint_pkey" PRIMARY KEY ("fingerprint")
);

-- CreateTable
CREATE TABLE "data_key" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "root_id" UUID NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_head" (
    "owner_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "data_key_id" UUID NOT NULL,

    CONSTRAINT "key_head_pkey" PRIMARY KEY ("owner_id","purpose")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivated_at" TIMESTAMPTZ(6),

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "sid_hash" BYTEA NOT NULL,
    "kid" TEXT NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scope_grant" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scope_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "permissions" TEXT[],
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),
    "last_used_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "consumed_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "chain_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "size" BIGINT NOT NULL,
    "frontier" BYTEA NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("chain_id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "chain_id" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "text" TEXT,
    "leaf" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "action" TEXT NOT NULL,
    "actor_id" UUID,
    "target_id" UUID,
    "scope_id" UUID,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("chain_id","number")
);

-- CreateTable
CREATE TABLE "audit_pending" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "chain_id" UUID NOT NULL,
    "event" JSONB NOT NULL,

    CONSTRAINT "audit_pending_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "denial_window" (
    "actor_key" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(6) NOT NULL,
    "chain_id" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "recorded" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "denial_window_pkey" PRIMARY KEY ("actor_key","minute")
);

-- CreateTable
CREATE TABLE "node" (
    "id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "master_fingerprint" TEXT,
    "jwt_fingerprint" TEXT,

    CONSTRAINT "node_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "installation_singleton_key" ON "installation"("singleton");

-- CreateIndex
CREATE INDEX "scope_parent_id_idx" ON "scope"("parent_id");

-- CreateIndex
CREATE INDEX "scope_lineage_idx" ON "scope" USING GIN ("lineage");

-- CreateIndex
CREATE INDEX "secret_version_match_tag_idx" ON "secret_version"("match_tag");

-- CreateIndex
CREATE UNIQUE INDEX "secret_version_secret_id_number_key" ON "secret_version"("secret_id", "number");

-- CreateIndex
CREATE INDEX "sealed_value_data_key_id_version_id_idx" ON "sealed_value"("data_key_id", "version_id");

-- CreateIndex
CREATE INDEX "data_key_owner_id_purpose_idx" ON "data_key"("owner_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_sid_hash_key" ON "session"("sid_hash");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "scope_grant_scope_id_idx" ON "scope_grant"("scope_id");

-- CreateIndex
CREATE UNIQUE INDEX "scope_grant_user_id_scope_id_role_key" ON "scope_grant"("user_id", "scope_id", "role");

-- CreateIndex
CREATE UNIQUE INDEX "token_hash_key" ON "token"("hash");

-- CreateIndex
CREATE INDEX "token_organization_id_idx" ON "token"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "one_time_link_hash_key" ON "one_time_link"("hash");

-- CreateIndex
CREATE INDEX "audit_event_chain_id_target_id_number_idx" ON "audit_event"("chain_id", "target_id", "number");

-- CreateIndex
CREATE INDEX "audit_event_chain_id_actor_id_number_idx" ON "audit_event"("chain_id", "actor_id", "number");

-- AddForeignKey
ALTER TABLE "scope" ADD CONSTRAINT "scope_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "scope"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret" ADD CONSTRAINT "secret_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret_version" ADD CONSTRAINT "secret_version_secret_id_fkey" FOREIGN KEY ("secret_id") REFERENCES "secret"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_value" ADD CONSTRAINT "sealed_value_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "secret_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_value" ADD CONSTRAINT "sealed_value_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "data_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_head" ADD CONSTRAINT "key_head_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "data_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scope_grant" ADD CONSTRAINT "scope_grant_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scope_grant" ADD CONSTRAINT "scope_grant_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token" ADD CONSTRAINT "token_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token" ADD CONSTRAINT "token_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.

-- Names and slugs sort and fold by bytes, the same on every server whatever its locale.
ALTER TABLE "scope"
  ALTER COLUMN "slug" TYPE TEXT COLLATE "C",
  ALTER COLUMN "path" TYPE TEXT COLLATE "C",
  ALTER COLUMN "lineage" SET NOT NULL;
ALTER TABLE "secret" ALTER COLUMN "name" TYPE TEXT COLLATE "C";
ALTER TABLE "token" ALTER COLUMN "permissions" SET NOT NULL;

-- Unique among the undeleted.
CREATE UNIQUE INDEX "scope_organization_slug_key" ON "scope" ("slug")
  WHERE "parent_id" IS NULL AND "deleted_at" IS NULL;
CREATE UNIQUE INDEX "scope_parent_id_slug_key" ON "scope" ("parent_id", "slug")
  WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "scope_organization_id_path_key" ON "scope" ("organization_id", "path")
  WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "secret_scope_id_lower_name_key" ON "secret" ("scope_id", lower("name"))
  WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "app_user_lower_email_key" ON "app_user" (lower("email"));

-- One master key opens a root key by right; the others are on their way in or out.
CREATE UNIQUE INDEX "root_key_wrap_active_key" ON "root_key_wrap" ("root_id")
  WHERE "state" = 'active';

-- One row each.
ALTER TABLE "installation" ADD CONSTRAINT "installation_singleton_check" CHECK ("singleton");
ALTER TABLE "root_head" ADD CONSTRAINT "root_head_singleton_check" CHECK ("singleton");

-- A scope stands where its kind belongs, and its path and lineage say so.
ALTER TABLE "scope"
  ADD CONSTRAINT "scope_slug_check"
    CHECK (length("slug") <= 63 AND "slug" ~ '^[a-z0-9](-?[a-z0-9])*$'),
  ADD CONSTRAINT "scope_parent_check"
    CHECK (("kind" = 'organization') = ("parent_id" IS NULL)),
  ADD CONSTRAINT "scope_path_check" CHECK (
    CASE "kind"
      WHEN 'organization' THEN "path" = '_platform'
      WHEN 'team' THEN "path" = "slug"
      WHEN 'workspace' THEN "path" ~ '^[a-z0-9-]+\.[a-z0-9-]+$' AND "path" LIKE '%.' || "slug"
      ELSE "path" ~ '^([a-z0-9-]+\.){2}[a-z0-9-]+$' AND "path" LIKE '%.' || "slug"
    END),
  ADD CONSTRAINT "scope_lineage_check" CHECK (
    cardinality("lineage") = CASE "kind"
      WHEN 'organization' THEN 1
      WHEN 'team' THEN 2
      WHEN 'workspace' THEN 3
      ELSE 4
    END
    AND "lineage"[1] = "organization_id"
    AND "lineage"[cardinality("lineage")] = "id");

ALTER TABLE "secret"
  ADD CONSTRAINT "secret_name_check" CHECK ("name" ~ '^[A-Za-z_][A-Za-z0-9_]{0,127}$'),
  ADD CONSTRAINT "secret_version_pointers_check" CHECK (
    "latest_version" >= 1
    AND "current_version" BETWEEN 1 AND "latest_version"
    AND "previous_version" BETWEEN 1 AND "latest_version"
    AND "staged_version" BETWEEN 1 AND "latest_version"
    AND "current_version" <> "previous_version"
    AND "current_version" <> "staged_version"
    AND "previous_version" <> "staged_version");
ALTER TABLE "secret_version"
  ADD CONSTRAINT "secret_version_number_check" CHECK ("number" >= 1),
  ADD CONSTRAINT "secret_version_match_tag_check" CHECK (octet_length("match_tag") = 32),
  ADD CONSTRAINT "secret_version_display_tag_check" CHECK (octet_length("display_tag") = 8);

-- An envelope is 31 bytes of header, 32 zero bytes, the plaintext and 16 bytes of tag.
ALTER TABLE "sealed_value"
  ADD CONSTRAINT "sealed_value_envelope_check" CHECK (octet_length("envelope") >= 79);
ALTER TABLE "root_key_wrap"
  ADD CONSTRAINT "root_key_wrap_envelope_check" CHECK (octet_length("envelope") >= 79);
ALTER TABLE "root_head"
  ADD CONSTRAINT "root_head_check_check" CHECK (octet_length("check") >= 79);
ALTER TABLE "data_key"
  ADD CONSTRAINT "data_key_wrapped_check" CHECK (octet_length("wrapped") >= 79);

-- SHA-256 and HMAC-SHA-256.
ALTER TABLE "token" ADD CONSTRAINT "token_hash_check" CHECK (octet_length("hash") = 32);
ALTER TABLE "one_time_link"
  ADD CONSTRAINT "one_time_link_hash_check" CHECK (octet_length("hash") = 32);
ALTER TABLE "session"
  ADD CONSTRAINT "session_sid_hash_check" CHECK (octet_length("sid_hash") = 32);
ALTER TABLE "audit_event"
  ADD CONSTRAINT "audit_event_number_check" CHECK ("number" >= 0),
  ADD CONSTRAINT "audit_event_leaf_check" CHECK (octet_length("leaf") = 32);
ALTER TABLE "audit_head"
  ADD CONSTRAINT "audit_head_size_check" CHECK ("size" >= 0),
  ADD CONSTRAINT "audit_head_frontier_check" CHECK (octet_length("frontier") % 32 = 0),
  ADD CONSTRAINT "audit_head_mac_check" CHECK (octet_length("mac") = 32);

-- Re-encryption rewrites every envelope: room on the page keeps the indexes as they are.
ALTER TABLE "sealed_value" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
-- Ciphertext does not compress.
ALTER TABLE "sealed_value" ALTER COLUMN "envelope" SET STORAGE EXTERNAL;
-- Rows that are updated far more often than they are made.
ALTER TABLE "secret" SET (fillfactor = 80);
ALTER TABLE "session" SET (fillfactor = 70);
ALTER TABLE "token" SET (fillfactor = 70);
ALTER TABLE "denial_window" SET (fillfactor = 70);
ALTER TABLE "key_head" SET (fillfactor = 50);
ALTER TABLE "node" SET (fillfactor = 50);
ALTER TABLE "audit_head" SET (fillfactor = 10);
