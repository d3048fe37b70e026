-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "partial" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "worker" ADD COLUMN     "dismissed_at" TIMESTAMPTZ(6);
