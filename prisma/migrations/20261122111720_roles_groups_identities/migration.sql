-- AlterTable
ALTER TABLE "app_user" ALTER COLUMN "password_hash" DROP NOT NULL;

-- AlterTable
ALTER TABLE "invitation_grant" ADD COLUMN     "custom_role_id" UUID;

-- AlterTable
ALTER TABLE "scope_grant" ADD COLUMN     "custom_role_id" UUID,
ADD COLUMN     "group_id" UUID,
ALTER COLUMN "user_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "custom_role" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "permissions" TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "custom_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people_group" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "external_name" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "people_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_member" (
    "group_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "group_member_pkey" PRIMARY KEY ("group_id","user_id","source")
);

-- CreateTable
CREATE TABLE "user_identity" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_signed_on_at" TIMESTAMPTZ(6),

    CONSTRAINT "user_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkpoint_webhook" (
    "id" UUID NOT NULL,
    "chain_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "posted_size" BIGINT NOT NULL DEFAULT 0,
    "posted_at" TIMESTAMPTZ(6),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "next_attempt_at" TIMESTAMPTZ(6),

    CONSTRAINT "checkpoint_webhook_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "custom_role_organization_id_slug_key" ON "custom_role"("organization_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "people_group_organization_id_slug_key" ON "people_group"("organization_id", "slug");

-- CreateIndex
CREATE INDEX "group_member_user_id_idx" ON "group_member"("user_id");

-- CreateIndex
CREATE INDEX "user_identity_user_id_idx" ON "user_identity"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_identity_issuer_subject_key" ON "user_identity"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "checkpoint_webhook_chain_id_url_key" ON "checkpoint_webhook"("chain_id", "url");

-- CreateIndex
CREATE INDEX "invitation_grant_custom_role_id_idx" ON "invitation_grant"("custom_role_id");

-- CreateIndex
CREATE INDEX "scope_grant_custom_role_id_idx" ON "scope_grant"("custom_role_id");

-- CreateIndex
CREATE UNIQUE INDEX "scope_grant_group_id_scope_id_role_key" ON "scope_grant"("group_id", "scope_id", "role");

-- AddForeignKey
ALTER TABLE "scope_grant" ADD CONSTRAINT "scope_grant_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "people_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scope_grant" ADD CONSTRAINT "scope_grant_custom_role_id_fkey" FOREIGN KEY ("custom_role_id") REFERENCES "custom_role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "people_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_identity" ADD CONSTRAINT "user_identity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_grant" ADD CONSTRAINT "invitation_grant_custom_role_id_fkey" FOREIGN KEY ("custom_role_id") REFERENCES "custom_role"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A grant is a person's or a group's; owners are named people, so that the last one can be kept.
ALTER TABLE "scope_grant"
  ADD CONSTRAINT "scope_grant_holder" CHECK (num_nonnulls("user_id", "group_id") = 1),
  ADD CONSTRAINT "scope_grant_role" CHECK (
    "custom_role_id" IS NOT NULL
    OR "role" IN ('owner', 'admin', 'editor', 'deployer', 'auditor', 'viewer')),
  ADD CONSTRAINT "scope_grant_group_no_owner" CHECK ("group_id" IS NULL OR "role" <> 'owner');

ALTER TABLE "invitation_grant" ADD CONSTRAINT "invitation_grant_role" CHECK (
  "custom_role_id" IS NOT NULL
  OR "role" IN ('owner', 'admin', 'editor', 'deployer', 'auditor', 'viewer'));

ALTER TABLE "custom_role"
  ADD CONSTRAINT "custom_role_slug" CHECK (
    "slug" ~ '^[a-z0-9](-?[a-z0-9])*$' AND length("slug") <= 63
    AND "slug" NOT IN ('owner', 'admin', 'editor', 'deployer', 'auditor', 'viewer'));

ALTER TABLE "people_group"
  ADD CONSTRAINT "people_group_slug" CHECK ("slug" ~ '^[a-z0-9](-?[a-z0-9])*$' AND length("slug") <= 63);

CREATE UNIQUE INDEX "people_group_external_name" ON "people_group" ("external_name", "organization_id")
  WHERE "external_name" IS NOT NULL;

ALTER TABLE "group_member"
  ADD CONSTRAINT "group_member_source" CHECK ("source" IN ('console', 'provider'));
