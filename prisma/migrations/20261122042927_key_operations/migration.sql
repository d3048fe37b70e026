-- CreateEnum
CREATE TYPE "key_operation_state" AS ENUM ('open', 'finished', 'rolled_back');

-- AlterTable
ALTER TABLE "master_fingerprint" ADD COLUMN     "copy_confirmed_at" TIMESTAMPTZ(6),
ADD COLUMN     "copy_confirmed_by" TEXT;

-- AlterTable
ALTER TABLE "node" ADD COLUMN     "source" TEXT,
ADD COLUMN     "source_fingerprint" TEXT;

-- AlterTable
ALTER TABLE "sealed_value" ADD COLUMN     "unreadable_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "key_operation" (
    "id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "depths" INTEGER[],
    "state" "key_operation_state" NOT NULL DEFAULT 'open',
    "paused_at" TIMESTAMPTZ(6),
    "change_number" TEXT,
    "from_fingerprint" TEXT NOT NULL,
    "to_fingerprint" TEXT,
    "from_root_id" UUID NOT NULL,
    "to_root_id" UUID,
    "values_total" INTEGER,
    "held_by_id" UUID,
    "held_by" TEXT NOT NULL,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_by" TEXT,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "key_operation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "key_operation_started_at_idx" ON "key_operation"("started_at");


-- One key operation at a time.
CREATE UNIQUE INDEX "key_operation_one_open" ON "key_operation" ((true)) WHERE "state" = 'open';
