-- AlterTable
ALTER TABLE "master_fingerprint" ADD COLUMN     "lost_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "secret_version" ADD COLUMN     "lost_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "key_reset" (
    "id" UUID NOT NULL,
    "lost_root_id" UUID NOT NULL,
    "lost_fingerprints" TEXT[],
    "master_fingerprint" TEXT NOT NULL,
    "versions_lost" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,

    CONSTRAINT "key_reset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lost_secret" (
    "reset_id" UUID NOT NULL,
    "secret_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "lost_secret_pkey" PRIMARY KEY ("reset_id","secret_id")
);

-- CreateTable
CREATE TABLE "lost_second_factor" (
    "reset_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "lost_second_factor_pkey" PRIMARY KEY ("reset_id","user_id")
);

-- CreateTable
CREATE TABLE "lost_root_wrap" (
    "root_id" UUID NOT NULL,
    "master_fingerprint" TEXT NOT NULL,
    "reset_id" UUID NOT NULL,
    "envelope" BYTEA NOT NULL,

    CONSTRAINT "lost_root_wrap_pkey" PRIMARY KEY ("root_id","master_fingerprint")
);

-- CreateTable
CREATE TABLE "lost_data_key" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "root_id" UUID NOT NULL,
    "wrapped" BYTEA NOT NULL,

    CONSTRAINT "lost_data_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lost_value" (
    "version_id" UUID NOT NULL,
    "data_key_id" UUID NOT NULL,
    "envelope" BYTEA NOT NULL,

    CONSTRAINT "lost_value_pkey" PRIMARY KEY ("version_id")
);

-- CreateTable
CREATE TABLE "intake_link" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "label" TEXT NOT NULL,
    "note" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "intake_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intake_item" (
    "link_id" UUID NOT NULL,
    "secret_id" UUID NOT NULL,
    "answered_at" TIMESTAMPTZ(6),
    "version" INTEGER,

    CONSTRAINT "intake_item_pkey" PRIMARY KEY ("link_id","secret_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "key_reset_lost_root_id_key" ON "key_reset"("lost_root_id");

-- CreateIndex
CREATE INDEX "lost_secret_secret_id_idx" ON "lost_secret"("secret_id");

-- CreateIndex
CREATE INDEX "lost_second_factor_user_id_idx" ON "lost_second_factor"("user_id");

-- CreateIndex
CREATE INDEX "lost_data_key_owner_id_idx" ON "lost_data_key"("owner_id");

-- CreateIndex
CREATE INDEX "lost_value_data_key_id_idx" ON "lost_value"("data_key_id");

-- CreateIndex
CREATE UNIQUE INDEX "intake_link_hash_key" ON "intake_link"("hash");

-- CreateIndex
CREATE INDEX "intake_link_organization_id_id_idx" ON "intake_link"("organization_id", "id");

-- CreateIndex
CREATE INDEX "intake_link_created_by_id_idx" ON "intake_link"("created_by_id");

-- CreateIndex
CREATE INDEX "intake_item_secret_id_idx" ON "intake_item"("secret_id");

-- AddForeignKey
ALTER TABLE "lost_secret" ADD CONSTRAINT "lost_secret_reset_id_fkey" FOREIGN KEY ("reset_id") REFERENCES "key_reset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lost_secret" ADD CONSTRAINT "lost_secret_secret_id_fkey" FOREIGN KEY ("secret_id") REFERENCES "secret"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lost_second_factor" ADD CONSTRAINT "lost_second_factor_reset_id_fkey" FOREIGN KEY ("reset_id") REFERENCES "key_reset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lost_second_factor" ADD CONSTRAINT "lost_second_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lost_root_wrap" ADD CONSTRAINT "lost_root_wrap_reset_id_fkey" FOREIGN KEY ("reset_id") REFERENCES "key_reset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lost_value" ADD CONSTRAINT "lost_value_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "secret_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lost_value" ADD CONSTRAINT "lost_value_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "lost_data_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake_link" ADD CONSTRAINT "intake_link_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake_item" ADD CONSTRAINT "intake_item_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "intake_link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake_item" ADD CONSTRAINT "intake_item_secret_id_fkey" FOREIGN KEY ("secret_id") REFERENCES "secret"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An answer has both its time and the version it became, or neither.
ALTER TABLE "intake_item" ADD CONSTRAINT "intake_item_answer_check"
  CHECK (("answered_at" IS NULL) = ("version" IS NULL));
