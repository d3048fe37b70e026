-- AlterTable
ALTER TABLE "one_time_link" ADD COLUMN     "user_id" UUID;

-- AlterTable
ALTER TABLE "secret" ADD COLUMN     "alias_of_id" UUID,
ADD COLUMN     "delivery" TEXT NOT NULL DEFAULT 'env',
ADD COLUMN     "owner_team_id" UUID,
ADD COLUMN     "owner_user_id" UUID,
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "secret_version" ADD COLUMN     "parts" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "second_factor" (
    "user_id" UUID NOT NULL,
    "data_key_id" UUID NOT NULL,
    "envelope" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(6),
    "last_step" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "second_factor_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "second_factor_data_key_id_idx" ON "second_factor"("data_key_id");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_hash_key" ON "recovery_code"("hash");

-- CreateIndex
CREATE INDEX "recovery_code_user_id_idx" ON "recovery_code"("user_id");

-- CreateIndex
CREATE INDEX "one_time_link_user_id_idx" ON "one_time_link"("user_id");

-- CreateIndex
CREATE INDEX "secret_alias_of_id_idx" ON "secret"("alias_of_id");

-- CreateIndex
CREATE INDEX "secret_owner_user_id_idx" ON "secret"("owner_user_id");

-- CreateIndex
CREATE INDEX "secret_owner_team_id_idx" ON "secret"("owner_team_id");

-- AddForeignKey
ALTER TABLE "secret" ADD CONSTRAINT "secret_owner_user_id_fkey" FOREIGN KEY ("owner_user_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret" ADD CONSTRAINT "secret_owner_team_id_fkey" FOREIGN KEY ("owner_team_id") REFERENCES "scope"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret" ADD CONSTRAINT "secret_alias_of_id_fkey" FOREIGN KEY ("alias_of_id") REFERENCES "secret"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "data_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.
ALTER TABLE "secret" ADD CONSTRAINT "secret_one_owner" CHECK (num_nonnulls("owner_user_id", "owner_team_id") <= 1);
ALTER TABLE "secret" ADD CONSTRAINT "secret_delivery" CHECK ("delivery" IN ('env', 'file'));
ALTER TABLE "secret" ADD CONSTRAINT "secret_alias_without_value" CHECK ("alias_of_id" IS NULL OR "current_version" IS NULL);

-- Lists in the order of the last change, keyset by (updated_at, id).
CREATE INDEX "secret_changed_idx" ON "secret" ("scope_id", "updated_at" DESC, "id" DESC)
  WHERE "deleted_at" IS NULL;
