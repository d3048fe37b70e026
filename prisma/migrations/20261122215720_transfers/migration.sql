-- AlterTable
ALTER TABLE "transfer" ADD COLUMN     "leased_by" UUID,
ADD COLUMN     "leased_until" TIMESTAMPTZ(6),
ADD COLUMN     "objects" TEXT NOT NULL DEFAULT 'whole',
ADD COLUMN     "remark" TEXT,
ADD COLUMN     "remark_code" TEXT,
ADD COLUMN     "remove_source" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "started_at" TIMESTAMPTZ(6),
ADD COLUMN     "started_by" TEXT,
ADD COLUMN     "started_by_id" UUID,
ADD COLUMN     "started_by_kind" TEXT;

-- AlterTable
ALTER TABLE "transfer_item" ADD COLUMN     "at" TIMESTAMPTZ(6),
ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "code" TEXT,
ADD COLUMN     "secret_id" UUID,
ADD COLUMN     "source_version" TEXT,
ADD COLUMN     "target_version" TEXT,
ADD COLUMN     "verdict" TEXT NOT NULL,
ADD COLUMN     "writes" BOOLEAN NOT NULL;

-- CreateIndex
CREATE INDEX "transfer_scope_id_id_idx" ON "transfer"("scope_id", "id");

-- CreateIndex
CREATE INDEX "transfer_state_idx" ON "transfer"("state");
